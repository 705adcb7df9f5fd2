import type { Provision } from '../provision.ts';
import { lawOfState, week } from './write.ts';

const law = lawOfState('CA');

/** California. */
export const US_CA: readonly Provision[] = [
  law('hours', {
    title: 'No automatic dialling devices from 21:00 to 09:00',
    citation: 'Cal. Pub. Util. Code 2872(c)',
    confidence: 'primary',
    appliesTo: { automatedVoice: true },
    requires: { what: 'hours', byWeekday: week('09:00-21:00') },
  }),
];
