import type { Provision } from '../provision.ts';
import { lawOfState, SOLICITATION, THREE_A_DAY, week } from './write.ts';

const law = lawOfState('FL');

/** Florida. Its law presumes that a number with a Florida area code is in Florida. */
export const US_FL: readonly Provision[] = [
  law('hours', {
    title: 'Sales calls from 08:00 to 20:00',
    citation: 'Fla. Stat. 501.616(6)(a)',
    confidence: 'secondary',
    appliesTo: SOLICITATION,
    requires: { what: 'hours', byWeekday: week('08:00-20:00') },
  }),
  law('three-a-day', {
    title: 'At most three calls in 24 hours about one subject',
    citation: 'Fla. Stat. 501.616(6)(b)',
    confidence: 'secondary',
    appliesTo: SOLICITATION,
    requires: THREE_A_DAY,
  }),
];
