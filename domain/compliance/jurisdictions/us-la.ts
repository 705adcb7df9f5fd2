import type { Provision } from '../provision.ts';
import { lawOfState, SOLICITATION, week } from './write.ts';

const law = lawOfState('LA');

/** Louisiana. Governors proclaim further holidays, and bans in emergencies: a tenant enters them as they come. */
export const US_LA: readonly Provision[] = [
  law('hours', {
    title: 'Sales calls from 08:00 to 20:00, never on Sundays and holidays',
    citation: 'La. R.S. 45:844 (section not read), holidays of R.S. 1:55',
    confidence: 'secondary',
    appliesTo: SOLICITATION,
    requires: {
      what: 'hours',
      byWeekday: week('08:00-20:00', { sun: null }),
      holidays: { table: 'us-la', hours: null },
    },
  }),
];
