import type { Provision } from '../provision.ts';
import { lawOfState, week } from './write.ts';

const law = lawOfState('UT');

/** Utah. */
export const US_UT: readonly Provision[] = [
  law('hours', {
    title: 'No sales calls on Sundays and holidays without prior express consent',
    citation: 'Utah Code 13-25a-103(3)',
    confidence: 'primary',
    appliesTo: { kinds: ['telemarketing'], unlessConsent: 'telemarketing' },
    requires: {
      what: 'hours',
      byWeekday: week('00:00-24:00', { sun: null }),
      holidays: { table: 'us-ut', hours: null },
    },
  }),
];
