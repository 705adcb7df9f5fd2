import type { Provision } from '../provision.ts';
import { AUTOMATED_SOLICITATION, lawOfState, SOLICITATION, week } from './write.ts';

const law = lawOfState('AL');

/** Alabama. */
export const US_AL: readonly Provision[] = [
  law('hours', {
    title: 'Sales calls from 08:00 to 20:00, never on Sundays',
    citation: 'Ala. Code 8-19A (section not read)',
    confidence: 'secondary',
    appliesTo: SOLICITATION,
    requires: { what: 'hours', byWeekday: week('08:00-20:00', { sun: null }) },
  }),
  law('holidays', {
    title: 'No automated sales calls on holidays (disputed)',
    citation: 'Ala. Admin. Code 770-X-5-.17(1)(b)',
    confidence: 'primary',
    appliesTo: AUTOMATED_SOLICITATION,
    requires: { what: 'hours', byWeekday: week('00:00-24:00'), holidays: { table: 'us-al', hours: null } },
  }),
];
