import type { Provision } from '../provision.ts';
import { AUTOMATED_SOLICITATION, lawOfState, week } from './write.ts';

const law = lawOfState('SD');

/** South Dakota. */
export const US_SD: readonly Provision[] = [
  law('hours', {
    title: 'Autodialled sales calls on weekdays from 09:00 to 21:00',
    citation: 'S.D. Codified Laws, automated dialling (section not kept)',
    confidence: 'primary',
    appliesTo: AUTOMATED_SOLICITATION,
    requires: { what: 'hours', byWeekday: week('09:00-21:00', { sat: null, sun: null }) },
  }),
];
