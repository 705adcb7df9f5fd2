import type { Provision } from '../provision.ts';
import { lawOfState, SOLICITATION, week } from './write.ts';

const law = lawOfState('KY');

/** Kentucky. */
export const US_KY: readonly Provision[] = [
  law('hours', {
    title: 'Sales calls from 10:00 to 21:00',
    citation: 'KRS 367.46955',
    confidence: 'secondary',
    appliesTo: SOLICITATION,
    requires: { what: 'hours', byWeekday: week('10:00-21:00') },
  }),
];
