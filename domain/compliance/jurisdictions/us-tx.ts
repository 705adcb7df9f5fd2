import type { Provision } from '../provision.ts';
import { lawOfState, SOLICITATION, week } from './write.ts';

const law = lawOfState('TX');

/** Texas. */
export const US_TX: readonly Provision[] = [
  law('hours', {
    title: 'Sales calls from 09:00 to 21:00, on Sundays from noon',
    citation: 'Tex. Bus. and Com. Code 301.051',
    confidence: 'secondary',
    appliesTo: SOLICITATION,
    requires: { what: 'hours', byWeekday: week('09:00-21:00', { sun: '12:00-21:00' }) },
  }),
];
