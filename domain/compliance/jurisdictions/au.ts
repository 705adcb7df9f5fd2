import type { Provision } from '../provision.ts';
import { lawOf, week } from './write.ts';

const law = lawOf('au', 'AU', { countries: ['AU'] });

/** Australia: the Telecommunications (Telemarketing and Research Calls) Industry Standard 2017. */
export const AUSTRALIA: readonly Provision[] = [
  law('hours', {
    title: 'Calls on weekdays from 09:00 to 20:00, on Saturdays until 17:00, never on Sundays and national holidays',
    citation: 'Telemarketing and Research Calls Industry Standard 2017, section 8',
    confidence: 'secondary',
    requires: {
      what: 'hours',
      byWeekday: week('09:00-20:00', { sat: '09:00-17:00', sun: null }),
      holidays: { table: 'au', hours: null },
    },
  }),
  law('caller-id', {
    title: 'The caller ID is shown',
    citation: 'Telemarketing and Research Calls Industry Standard 2017',
    confidence: 'secondary',
    requires: { what: 'disclosure', key: 'caller-id', after: 'dial', withinMs: 0, on: 'every-call' },
  }),
];
