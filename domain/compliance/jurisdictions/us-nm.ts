import type { Provision } from '../provision.ts';
import { lawOfState, SOLICITATION, week } from './write.ts';

const law = lawOfState('NM');

/** New Mexico. */
export const US_NM: readonly Provision[] = [
  law('hours', {
    title: 'Sales calls from 09:00 to 21:00',
    citation: 'NMSA 57-12-22',
    confidence: 'secondary',
    appliesTo: SOLICITATION,
    requires: { what: 'hours', byWeekday: week('09:00-21:00') },
  }),
];
