import type { Provision } from '../provision.ts';
import { lawOfState, SOLICITATION, week } from './write.ts';

const law = lawOfState('NV');

/** Nevada. */
export const US_NV: readonly Provision[] = [
  law('hours', {
    title: 'Sales calls from 09:00 to 20:00',
    citation: 'NRS 598.0918',
    confidence: 'secondary',
    appliesTo: SOLICITATION,
    requires: { what: 'hours', byWeekday: week('09:00-20:00') },
  }),
];
