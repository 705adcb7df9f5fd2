import type { Provision } from '../provision.ts';
import { lawOfState, SOLICITATION, week } from './write.ts';

const law = lawOfState('MN');

/** Minnesota. */
export const US_MN: readonly Provision[] = [
  law('hours', {
    title: 'Sales calls from 09:00 to 21:00',
    citation: 'Minn. Stat. 325E.30',
    confidence: 'secondary',
    appliesTo: SOLICITATION,
    requires: { what: 'hours', byWeekday: week('09:00-21:00') },
  }),
];
