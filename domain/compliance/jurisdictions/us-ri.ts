import type { Provision } from '../provision.ts';
import { lawOfState, SOLICITATION, week } from './write.ts';

const law = lawOfState('RI');

/** Rhode Island. State and federal holidays both count. */
export const US_RI: readonly Provision[] = [
  law('hours', {
    title:
      'Sales calls on weekdays from 09:00 to 18:00, on Saturdays from 10:00 to 17:00, never on Sundays and holidays',
    citation: 'R.I. Gen. Laws 5-61-3.6',
    confidence: 'primary',
    appliesTo: SOLICITATION,
    requires: {
      what: 'hours',
      byWeekday: week('09:00-18:00', { sat: '10:00-17:00', sun: null }),
      holidays: { table: 'us-ri', hours: null },
    },
  }),
];
