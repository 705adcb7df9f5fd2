import type { Provision } from '../provision.ts';
import { lawOfState, week } from './write.ts';

const law = lawOfState('IL');

/** Illinois. */
export const US_IL: readonly Provision[] = [
  law('hours', {
    title: 'Autodialled calls from 09:00 to 21:00',
    citation: '815 ILCS 305/15, hours not yet read',
    confidence: 'unverified',
    appliesTo: { automatedVoice: true },
    requires: { what: 'hours', byWeekday: week('09:00-21:00') },
  }),
];
