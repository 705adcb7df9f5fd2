import type { Provision } from '../provision.ts';
import { lawOfState, SOLICITATION, week } from './write.ts';

const law = lawOfState('CT');

/** Connecticut. */
export const US_CT: readonly Provision[] = [
  law('hours', {
    title: 'Sales calls from 09:00 to 20:00',
    citation: 'Conn. Gen. Stat. 42-288a',
    confidence: 'secondary',
    appliesTo: SOLICITATION,
    requires: { what: 'hours', byWeekday: week('09:00-20:00') },
  }),
];
