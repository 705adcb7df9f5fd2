import { MINUTE_MS } from '../../time.ts';
import type { Rule } from '../rule.ts';

/** A call in progress is looked at again after this. */
const LOOK_AGAIN_MS = MINUTE_MS;

/** No telephone has two calls at once, whichever campaigns they belong to. */
export const oneCallAtATime: Rule = {
  id: 'one-call-at-a-time',
  of: 'phone-dialled',
  passes: ({ inAnotherCall }) => !inAnotherCall,
  check(phone, facts) {
    const about = { rule: 'one-call-at-a-time', phone: phone.position, facts: {} };
    if (!phone.inAnotherCall) return { ...about, result: 'pass', reason: null };
    return { ...about, result: 'defer', reason: 'number-in-call', until: facts.observedAt + LOOK_AGAIN_MS };
  },
};
