import type { LEAD_STATES } from '../../../api/contract/vocabulary.ts';
import type { Tone } from '../../parts/status-badge.tsx';

type LeadState = (typeof LEAD_STATES)[number];

export const LEAD_STATE_LABELS: Readonly<Record<LeadState, string>> = {
  waiting: 'waiting',
  'in-call': 'in a call',
  done: 'done',
  blocked: 'not callable',
};
export const LEAD_STATE_TONES: Readonly<Record<LeadState, Tone>> = {
  waiting: 'quiet',
  'in-call': 'info',
  done: 'good',
  blocked: 'bad',
};

export function leadName({ firstName, lastName, company }: { firstName: string; lastName: string; company: string }) {
  return [firstName, lastName].filter((part) => part !== '').join(' ') || company || 'Without a name';
}
