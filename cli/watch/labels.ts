import { DISPOSITIONS, REFUSAL_REASONS } from '../../domain/vocabulary.ts';

/** What people call a disposition; the word itself where it is not known. */
export function labelOf(disposition: string): string {
  return Object.entries(DISPOSITIONS).find(([name]) => name === disposition)?.[1].label ?? disposition;
}

/** A reason in words: of a refusal, or a disposition that a lead waits after. */
export function reasonText(reason: string): string {
  return Object.entries(REFUSAL_REASONS).find(([name]) => name === reason)?.[1] ?? labelOf(reason).toLowerCase();
}
