import type { Provision } from '../provision.ts';
import { lawOfState, SOLICITATION, week } from './write.ts';

const law = lawOfState('WY');

/** Wyoming. */
export const US_WY: readonly Provision[] = [
  law('hours', {
    title: 'Sales calls from 08:00 to 20:00',
    citation: 'Wyo. Stat. 40-12-302',
    confidence: 'secondary',
    appliesTo: SOLICITATION,
    requires: { what: 'hours', byWeekday: week('08:00-20:00') },
  }),
];
