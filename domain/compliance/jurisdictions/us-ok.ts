import type { Provision } from '../provision.ts';
import { lawOfState, SOLICITATION, THREE_A_DAY, week } from './write.ts';

const law = lawOfState('OK');

/** Oklahoma. */
export const US_OK: readonly Provision[] = [
  law('hours', {
    title: 'Sales calls from 08:00 to 20:00',
    citation: '15 O.S. 775C.4',
    confidence: 'secondary',
    appliesTo: SOLICITATION,
    requires: { what: 'hours', byWeekday: week('08:00-20:00') },
  }),
  law('three-a-day', {
    title: 'At most three calls in 24 hours about one subject',
    citation: '15 O.S. 775C.4',
    confidence: 'secondary',
    appliesTo: SOLICITATION,
    requires: THREE_A_DAY,
  }),
];
