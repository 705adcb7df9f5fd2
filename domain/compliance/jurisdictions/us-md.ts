import type { Provision } from '../provision.ts';
import { lawOfState, SOLICITATION, THREE_A_DAY, week } from './write.ts';

const law = lawOfState('MD');

/** Maryland. */
export const US_MD: readonly Provision[] = [
  law('hours', {
    title: 'Sales calls from 08:00 to 20:00',
    citation: 'Md. Code, Com. Law 14-4502',
    confidence: 'secondary',
    appliesTo: SOLICITATION,
    requires: { what: 'hours', byWeekday: week('08:00-20:00') },
  }),
  law('three-a-day', {
    title: 'At most three calls in 24 hours about one subject',
    citation: 'Md. Code, Com. Law 14-4502',
    confidence: 'secondary',
    appliesTo: SOLICITATION,
    requires: THREE_A_DAY,
  }),
];
