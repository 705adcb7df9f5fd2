import { DISPOSITIONS, dispositions, type HistoryEvent } from '../../vocabulary.ts';
import type { EpochMs } from '../../time.ts';
import type { HistoryFact, PhoneFacts, ScreenFacts } from '../facts.ts';
import type { CapScope } from '../provision.ts';

/** Attempts in which a person was spoken to. */
const CONVERSATIONS: ReadonlySet<string> = new Set([
  'completed',
  'callee-hung-up',
  'opted-out',
  'callback-requested',
  'human-requested',
]);

/** Is this past event one of those that count? What is not known of it is taken to be the case at hand. */
export function isWithin(scope: CapScope, past: HistoryFact, phone: PhoneFacts, facts: ScreenFacts): boolean {
  switch (scope) {
    case 'number':
      return past.phone === phone.position;
    case 'person':
      return true;
    case 'person-debt':
      return past.debtId === null || facts.debtId === null || past.debtId === facts.debtId;
  }
}

export function isSameSubject(past: HistoryFact, facts: ScreenFacts): boolean {
  return past.subject === null || facts.subject === null || past.subject === facts.subject;
}

/** An attempt tells by its outcome that people talked, or that one refused. */
export function tells(past: HistoryFact, event: HistoryEvent): boolean {
  if (past.event === event) return true;
  if (past.event === 'opt-out') return event === 'refusal';
  if (past.event !== 'attempt' || past.outcome === null) return false;
  if (event === 'conversation') return CONVERSATIONS.has(past.outcome);
  return (event === 'refusal' || event === 'opt-out') && past.outcome === 'opted-out';
}

/** Outcomes of attempts that ended before anything could ring. */
const NOT_DIALLED: ReadonlySet<string | null> = new Set(
  dispositions.filter((name) => DISPOSITIONS[name].group === 'not-dialled'),
);

/** Attempts that ended before anything could ring are none. */
export function rang(past: HistoryFact): boolean {
  return past.event === 'attempt' && !NOT_DIALLED.has(past.outcome);
}

/** Nothing happened that a cap could count or a quiet time could follow. */
export function hasNoPast({ attemptsAt }: PhoneFacts, { history, leadAttemptsAt }: ScreenFacts): boolean {
  return history.length === 0 && attemptsAt.length === 0 && leadAttemptsAt.length === 0;
}

/** Dials that the history does not have: of the number, and for a person those of the lead. */
export function dialsBeside(scope: CapScope, phone: PhoneFacts, facts: ScreenFacts): readonly EpochMs[] {
  if (phone.attemptsAt.length === 0 && (scope === 'number' || facts.leadAttemptsAt.length === 0))
    return phone.attemptsAt;
  const dials = scope === 'number' ? phone.attemptsAt : [...new Set([...phone.attemptsAt, ...facts.leadAttemptsAt])];
  return dials.filter((at) => !facts.history.some((past) => past.event === 'attempt' && past.at === at));
}
