import { MINUTE_MS } from '../../time.ts';
import type { Rule } from '../rule.ts';

/** How long a list that could not be read defers the call. It never lets it through. */
const READ_AGAIN_MS = MINUTE_MS;

/**
 * No phone of the lead is on a do-not-call list: a refusal is the person's, whichever number is dialled. A list that
 * cannot be read is not an empty list.
 */
export const suppression: Rule = {
  id: 'suppression',
  of: 'every-phone',
  check(phone, facts) {
    const about = { rule: 'suppression', citation: '47 CFR 64.1200(d)', confidence: 'secondary' } as const;
    const fact = phone.suppression;
    switch (fact.kind) {
      case 'clear':
        return { ...about, phone: phone.position, result: 'pass', reason: null, facts: {} };
      case 'listed':
        return {
          ...about,
          phone: null,
          result: 'block',
          reason: 'suppressed',
          facts: { list: fact.list, since: fact.since, phone: phone.position },
        };
      case 'unreadable':
        return {
          ...about,
          phone: null,
          result: 'unknown',
          reason: 'check-failed',
          until: facts.observedAt + READ_AGAIN_MS,
          facts: { list: fact.list, phone: phone.position },
        };
    }
  },
};
