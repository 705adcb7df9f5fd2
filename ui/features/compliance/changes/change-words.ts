import type { RuleChange, RuleChangeRun } from '../../../api-client/types.gen.ts';
import type { Tone } from '../../../parts/status-badge.tsx';

export const CHANGE_TONES: Readonly<Record<RuleChange['status'], Tone>> = {
  draft: 'info',
  approved: 'good',
  rejected: 'quiet',
  withdrawn: 'quiet',
  ended: 'quiet',
};

type Count = keyof RuleChangeRun['found'];

/** What can become of a waiting lead, worst for the campaign first. */
export const MOVES: readonly { key: Count; label: string; tone: Tone }[] = [
  { key: 'blocked', label: 'not called any more', tone: 'bad' },
  { key: 'held', label: 'wait for somebody', tone: 'warn' },
  { key: 'later', label: 'called later', tone: 'warn' },
  { key: 'earlier', label: 'called earlier', tone: 'info' },
  { key: 'callable', label: 'callable now', tone: 'good' },
  { key: 'same', label: 'as before', tone: 'quiet' },
];
