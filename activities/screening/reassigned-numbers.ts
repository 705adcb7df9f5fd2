import type { E164 } from '../../domain/ids.ts';
import type { EpochMs } from '../../domain/time.ts';

/** Was the number disconnected on or after the day on which its person consented? */
export interface ReassignedQuestion {
  number: E164;
  consentAt: EpochMs;
}

/** `unknown`: the database has no data about that number and day. */
export interface ReassignedReply {
  state: 'no' | 'yes' | 'unknown';
  asOf: EpochMs;
}

/** A reassigned-numbers database. Replies come in the order of the questions. */
export interface ReassignedNumbers {
  readonly source: string;
  ask(questions: readonly ReassignedQuestion[]): Promise<ReassignedReply[]>;
}

/**
 * Replies from a recorded response: the result file of a query that somebody made at the registry's own site. What it
 * does not hold is unknown; of several records of one number and day the strictest counts.
 */
export function recordedReassignedNumbers(
  records: readonly (ReassignedQuestion & { state: ReassignedReply['state'] })[],
  { source, asOf }: { source: string; asOf: EpochMs },
): ReassignedNumbers {
  const keyOf = ({ number, consentAt }: ReassignedQuestion) => `${number} ${consentAt}`;
  const states = new Map<string, ReassignedReply['state']>();
  for (const record of records) {
    const before = states.get(keyOf(record));
    states.set(keyOf(record), before ? stricter(before, record.state) : record.state);
  }
  return {
    source,
    ask: (questions) =>
      Promise.resolve(questions.map((question) => ({ state: states.get(keyOf(question)) ?? 'unknown', asOf }))),
  };
}

const STRICTNESS = ['no', 'unknown', 'yes'] as const;

function stricter(a: ReassignedReply['state'], b: ReassignedReply['state']): ReassignedReply['state'] {
  return STRICTNESS.indexOf(a) >= STRICTNESS.indexOf(b) ? a : b;
}
