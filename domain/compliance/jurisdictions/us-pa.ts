import type { Provision } from '../provision.ts';
import { lawOfState, SOLICITATION, week } from './write.ts';

const law = lawOfState('PA');

/** Pennsylvania. */
export const US_PA: readonly Provision[] = [
  law('hours', {
    title: 'Sales calls from 09:00 to 19:00, never on Sundays',
    citation: 'not yet read; a cautious reading',
    confidence: 'unverified',
    appliesTo: SOLICITATION,
    requires: { what: 'hours', byWeekday: week('09:00-19:00', { sun: null }) },
  }),
  law('holidays', {
    title: 'No sales calls on holidays',
    citation: 'Pa. Act 73 of 2019',
    confidence: 'secondary',
    appliesTo: SOLICITATION,
    requires: { what: 'hours', byWeekday: week('00:00-24:00'), holidays: { table: 'us-pa', hours: null } },
  }),
];
