import { conflict } from '../../http/problem.ts';
import type { Problem } from '../../http/problem.ts';

/** How long records of calls, consent and refusals are kept at least, days: five years. */
export const LAWFUL_RETENTION = { days: 1827, law: '16 CFR 310.5, five years of records' } as const;

/** What is asked would remove records before the law lets them go. */
export function underRetention(what: string, field: string): Problem {
  return conflict('under-retention', `${what} is refused: ${LAWFUL_RETENTION.law} (telemarketing sales rule).`, [
    {
      field,
      message: `The law asks for ${LAWFUL_RETENTION.days} days.`,
      remedy: `Keep records for ${LAWFUL_RETENTION.days} days or longer. To remove who a person is, ask for an erasure: POST /api/v1/leads/{id}/erasure.`,
    },
  ]);
}
