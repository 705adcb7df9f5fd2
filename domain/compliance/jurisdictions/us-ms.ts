import type { Provision } from '../provision.ts';
import { AUTOMATED_SOLICITATION, lawOfState, SOLICITATION, week } from './write.ts';

const law = lawOfState('MS');

/** Mississippi.
 * The statute counts in "Central Standard Time": beside the clock of the telephone its hours must hold by Central time and,
 * read to the letter, by a clock that never changes. The three together are the strictest reading.
 */
export const US_MS: readonly Provision[] = [
  law('hours', {
    title: 'Sales calls from 08:00 to 20:00, never on Sundays',
    citation: 'Miss. Code 77-3-723',
    confidence: 'secondary',
    appliesTo: SOLICITATION,
    requires: { what: 'hours', byWeekday: week('08:00-20:00', { sun: null }) },
  }),
  law('hours-central', {
    title: 'The same hours by Central time',
    citation: 'Miss. Code 77-3-723',
    confidence: 'primary',
    appliesTo: SOLICITATION,
    requires: { what: 'hours', byWeekday: week('08:00-20:00', { sun: null }), zone: 'America/Chicago' },
  }),
  law('hours-standard', {
    title: 'The same hours by Central Standard Time, summer and winter',
    citation: 'Miss. Code 77-3-723',
    confidence: 'primary',
    appliesTo: SOLICITATION,
    requires: { what: 'hours', byWeekday: week('08:00-20:00', { sun: null }), zone: 'Etc/GMT+6' },
  }),
  law('recorded-voice', {
    title: 'No recorded-voice diallers without a business relationship',
    citation: 'Miss. Code 77-3-723',
    confidence: 'primary',
    appliesTo: { ...AUTOMATED_SOLICITATION, unlessRelationship: true },
    requires: { what: 'ban' },
  }),
];
