import type { Provision } from '../provision.ts';
import { lawOfState } from './write.ts';

const STATES =
  'AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA ' +
  'RI SC SD TN TX UT VT VA WA WV WI WY';

/**
 * Do-not-call lists that states keep beside the national registry. Most states have merged theirs into it and the rest
 * were not read, so a tenant that holds none may call; a mention on one that it holds blocks, and an old copy waits.
 */
export const US_STATE_LISTS: readonly Provision[] = STATES.split(' ').map((code) =>
  lawOfState(code)('state-list', {
    title: `The do-not-call list of ${code}, where the tenant holds it`,
    citation: `the state's do-not-call law, not read`,
    confidence: 'unverified',
    appliesTo: { kinds: ['telemarketing'], unlessConsent: 'telemarketing' },
    requires: { what: 'list', list: `us-state:US-${code}`, maxAgeDays: 31, mustHold: false },
  }),
);
