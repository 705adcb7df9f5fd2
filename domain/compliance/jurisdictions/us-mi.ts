import type { Provision } from '../provision.ts';
import { lawOfState, SOLICITATION, week } from './write.ts';

const law = lawOfState('MI');

/** Michigan. */
export const US_MI: readonly Provision[] = [
  law('hours', {
    title: 'Sales calls from 09:00 to 21:00',
    citation: 'Michigan telephone solicitation law (section not read)',
    confidence: 'secondary',
    appliesTo: SOLICITATION,
    requires: { what: 'hours', byWeekday: week('09:00-21:00') },
  }),
];
