import type { Provision } from '../provision.ts';
import { AUTOMATED_SOLICITATION, lawOf, SOLICITATION, week } from './write.ts';

const law = lawOf('ca', 'CA', { countries: ['CA'] });

/** Canada: the Unsolicited Telecommunications Rules. */
export const CANADA: readonly Provision[] = [
  law('hours', {
    title: 'Calls on weekdays from 09:00 to 21:30, at weekends from 10:00 to 18:00',
    citation: 'CRTC Unsolicited Telecommunications Rules, part III, 23 and part IV',
    confidence: 'secondary',
    requires: { what: 'hours', byWeekday: week('09:00-21:30', { sat: '10:00-18:00', sun: '10:00-18:00' }) },
  }),
  law('consent-automated', {
    title: 'Express consent before an automated sales call',
    citation: 'CRTC Unsolicited Telecommunications Rules, part IV, 2',
    confidence: 'secondary',
    appliesTo: AUTOMATED_SOLICITATION,
    requires: { what: 'consent', scope: 'automated-voice' },
  }),
  law('national-list', {
    title: 'The national do-not-call list, at most 31 days old',
    citation: 'CRTC Unsolicited Telecommunications Rules, part II',
    confidence: 'secondary',
    appliesTo: { ...SOLICITATION, unlessConsent: 'telemarketing', unlessRelationship: true },
    requires: { what: 'list', list: 'ca-national', maxAgeDays: 31, mustHold: true },
  }),
  law('identity', {
    title: 'An automated call says at once on whose behalf it is made',
    citation: 'CRTC Unsolicited Telecommunications Rules, part IV, 4',
    confidence: 'secondary',
    requires: { what: 'disclosure', key: 'identity', after: 'greeting', withinMs: 2000, on: 'answer' },
  }),
  law('abandonment', {
    title: 'At most 5 % of calls abandoned in a month',
    citation: 'CRTC Unsolicited Telecommunications Rules, from memory',
    confidence: 'unverified',
    requires: { what: 'duty', duty: 'abandonment', figures: { mostPercent: 5, perDays: 30 } },
  }),
  law('retention', {
    title: 'A request is honoured within fourteen days and kept for three years and fourteen days',
    citation: 'CRTC Unsolicited Telecommunications Rules, part III',
    confidence: 'secondary',
    requires: { what: 'duty', duty: 'retention', figures: { years: 3, days: 14, honourWithinDays: 14 } },
  }),
];
