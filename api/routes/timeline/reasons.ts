import { type RefusalReason, REFUSAL_REASONS } from '../../../domain/vocabulary.ts';

/** Words for a code of refusal, or of the end of a lead. */
export function reasonText(reason: string | null): string | null {
  if (reason === null) return null;
  return isRefusal(reason) ? REFUSAL_REASONS[reason] : reason.replaceAll('-', ' ');
}

function isRefusal(reason: string): reason is RefusalReason {
  return reason in REFUSAL_REASONS;
}
