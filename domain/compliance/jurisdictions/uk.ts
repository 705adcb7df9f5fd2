import { HOUR_MS } from '../../time.ts';
import type { Provision } from '../provision.ts';
import { AUTOMATED_SOLICITATION, lawOf, SOLICITATION, week } from './write.ts';

const law = lawOf('uk', 'GB', { countries: ['GB'] });
const TO_STRANGERS = { ...SOLICITATION, unlessConsent: 'telemarketing' } as const;

/** The United Kingdom: the Privacy and Electronic Communications Regulations, Ofcom's policy on persistent misuse. */
export const UNITED_KINGDOM: readonly Provision[] = [
  law('hours', {
    title: 'Calls from 08:00 to 21:00',
    citation: 'house rule: no statute was read that names hours',
    confidence: 'unverified',
    requires: { what: 'hours', byWeekday: week('08:00-21:00') },
  }),
  law('consent-automated', {
    title: 'Consent to automated calls before an automated call',
    citation: 'PECR 2003, regulation 19',
    confidence: 'secondary',
    appliesTo: AUTOMATED_SOLICITATION,
    requires: { what: 'consent', scope: 'automated-voice' },
  }),
  law('tps', {
    title: 'The Telephone Preference Service, at most 28 days old',
    citation: 'PECR 2003, regulation 21',
    confidence: 'secondary',
    appliesTo: TO_STRANGERS,
    requires: { what: 'list', list: 'uk-tps', maxAgeDays: 28, mustHold: true },
  }),
  law('ctps', {
    title: 'The Corporate Telephone Preference Service, at most 28 days old',
    citation: 'PECR 2003, regulation 21',
    confidence: 'secondary',
    appliesTo: TO_STRANGERS,
    requires: { what: 'list', list: 'uk-ctps', maxAgeDays: 28, mustHold: true },
  }),
  // An artificial voice cannot guarantee a person, so every dial of it counts, whatever became of it.
  law('redial', {
    title: 'No second call to a number for 72 hours without a guaranteed agent',
    citation: "Ofcom's statement on persistent misuse",
    confidence: 'secondary',
    appliesTo: { automatedVoice: true },
    requires: { what: 'quiet-after', events: ['attempt'], forMs: 72 * HOUR_MS, scope: 'number' },
  }),
  law('identity', {
    title: 'Who calls is said within two seconds of the answer',
    citation: "Ofcom's statement on persistent misuse, PECR 2003, regulation 24",
    confidence: 'secondary',
    requires: { what: 'disclosure', key: 'identity', after: 'greeting', withinMs: 2000, on: 'answer' },
  }),
  law('abandonment', {
    title: 'Abandoned calls: 3 % is an alarm, not a licence',
    citation: "Ofcom's statement on persistent misuse (2016), no safe harbour since 2017",
    confidence: 'secondary',
    requires: { what: 'duty', duty: 'abandonment', figures: { mostPercent: 3, perDays: 1, connectWithinMs: 2000 } },
  }),
  law('ring-time', {
    title: 'It rings for fifteen seconds',
    citation: "Ofcom's statement on persistent misuse",
    confidence: 'secondary',
    requires: { what: 'duty', duty: 'ring-time', figures: { atLeastMs: 15_000 } },
  }),
];
