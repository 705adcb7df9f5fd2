import type { Provision } from '../provision.ts';
import { AUTOMATED_SOLICITATION, lawOfState, SOLICITATION, week } from './write.ts';

const law = lawOfState('WA');

/** Washington. */
export const US_WA: readonly Provision[] = [
  law('hours', {
    title: 'Sales calls from 08:00 to 20:00',
    citation: 'RCW 80.36.390',
    confidence: 'secondary',
    appliesTo: SOLICITATION,
    requires: { what: 'hours', byWeekday: week('08:00-20:00') },
  }),
  law('refusal', {
    title: 'No call for twelve months to any number of a person who refused',
    citation: 'RCW 80.36.390(3)',
    confidence: 'secondary',
    appliesTo: SOLICITATION,
    requires: { what: 'quiet-after', events: ['refusal', 'opt-out'], forMonths: 12, scope: 'person' },
  }),
  law('end-on-refusal', {
    title: 'The call ends within ten seconds of a refusal',
    citation: 'RCW 80.36.390(3)',
    confidence: 'secondary',
    appliesTo: SOLICITATION,
    requires: { what: 'disclosure', key: 'end-on-refusal', after: 'refusal', withinMs: 10_000, on: 'answer' },
  }),
  law('automatic-devices', {
    title: 'No automatic dialling and announcing devices for sales calls',
    citation: 'RCW 80.36.400',
    confidence: 'primary',
    appliesTo: AUTOMATED_SOLICITATION,
    requires: { what: 'ban' },
  }),
];
