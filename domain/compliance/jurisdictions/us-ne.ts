import type { Provision } from '../provision.ts';
import { lawOfState, SOLICITATION, week } from './write.ts';

const law = lawOfState('NE');

/** Nebraska. */
export const US_NE: readonly Provision[] = [
  law('hours', {
    title: 'Sales calls from 09:00 to 20:00',
    citation: 'hours not yet read; a cautious reading',
    confidence: 'unverified',
    appliesTo: SOLICITATION,
    requires: { what: 'hours', byWeekday: week('09:00-20:00') },
  }),
];
