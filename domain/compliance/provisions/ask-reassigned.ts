import type { Requirement } from '../provision.ts';
import type { Asked } from './asked.ts';
import { passed } from './asked.ts';

/** Consent was somebody's: a number that has another owner by now has none. */
export function askReassigned({ mustAsk }: Extract<Requirement, { what: 'reassigned' }>): Asked {
  return {
    of: 'phone-dialled',
    passes: ({ reassigned: { state } }) => state === 'no' || (state !== 'yes' && !mustAsk),
    ask({ reassigned: { state, asOf } }) {
      const facts = { state, asOf };
      if (state === 'yes') return { result: 'block', reason: 'reassigned-number', facts };
      if (state === 'no' || !mustAsk) return passed(facts);
      return { result: 'unknown', reason: 'reassigned-number', facts };
    },
  };
}
