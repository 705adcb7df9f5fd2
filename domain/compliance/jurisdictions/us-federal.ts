import { DAY_MS } from '../../time.ts';
import type { Provision } from '../provision.ts';
import { AUTOMATED_SOLICITATION, lawOf, SOLICITATION, week } from './write.ts';

/** Territories are countries of ISO 3166; federal law holds there. */
export const UNITED_STATES = ['US', 'PR', 'GU', 'VI', 'AS', 'MP'];

const law = lawOf('us', 'US', { countries: UNITED_STATES });
const TO_STRANGERS = { ...SOLICITATION, unlessConsent: 'telemarketing', unlessRelationship: true } as const;
const DEBT = { kinds: ['debt'] } as const;

/** Federal law of the United States: the Telephone Consumer Protection Act's rules, the Telemarketing Sales Rule, Regulation F. */
export const US_FEDERAL: readonly Provision[] = [
  law('hours', {
    title: 'Sales calls from 08:00 to 21:00 where the telephone is',
    citation: '47 CFR 64.1200(c)(1), 16 CFR 310.4(c)',
    confidence: 'secondary',
    appliesTo: SOLICITATION,
    requires: { what: 'hours', byWeekday: week('08:00-21:00') },
  }),
  law('hours-other', {
    title: 'Other calls from 08:00 to 21:00',
    citation: 'for debt 12 CFR 1006.6(b)(1), not read; for messages a house rule',
    confidence: 'unverified',
    appliesTo: { kinds: ['informational', 'debt'] },
    requires: { what: 'hours', byWeekday: week('08:00-21:00') },
  }),
  law('consent-artificial-voice', {
    title: 'Consent in writing before an artificial voice makes an offer',
    citation: 'FCC 24-17, 47 CFR 64.1200(a)(2)-(3)',
    confidence: 'secondary',
    appliesTo: AUTOMATED_SOLICITATION,
    requires: { what: 'consent', scope: 'automated-voice', written: true },
  }),
  law('consent-mobile', {
    title: 'Consent before an artificial voice calls a mobile telephone',
    citation: 'FCC 24-17, 47 CFR 64.1200(a)(1)',
    confidence: 'secondary',
    appliesTo: { kinds: ['informational', 'debt'], automatedVoice: true, numberTypes: ['mobile'] },
    requires: { what: 'consent', scope: 'informational' },
  }),
  law('national-list', {
    title: 'The national do-not-call registry, at most 31 days old',
    citation: '47 CFR 64.1200(c)(2), 16 CFR 310.4(b)(3)(iv)',
    confidence: 'secondary',
    appliesTo: TO_STRANGERS,
    requires: { what: 'list', list: 'us-federal', maxAgeDays: 31, mustHold: true },
  }),
  law('reassigned', {
    title: 'Numbers that were reassigned since consent was given',
    citation: '47 CFR 64.1200(m)',
    confidence: 'secondary',
    requires: { what: 'reassigned', mustAsk: false },
  }),
  law('debt-seven-in-seven', {
    title: 'At most seven calls in seven days about one debt',
    citation: '12 CFR 1006.14(b)(2)(i)(A); without those agreed to directly: CFPB FAQ, secondary',
    confidence: 'primary',
    // The agreement must end on a day: cautious, the regulation was not read for how long it holds.
    appliesTo: { ...DEBT, unlessDirectConsent: true },
    requires: { what: 'cap', most: 7, perMs: 7 * DAY_MS, scope: 'person-debt' },
  }),
  law('debt-after-conversation', {
    title: 'Seven days without a call after a conversation about that debt',
    citation: '12 CFR 1006.14(b)(2)(i)(B)',
    confidence: 'primary',
    appliesTo: DEBT,
    requires: { what: 'quiet-after', events: ['conversation', 'incoming'], forMs: 7 * DAY_MS, scope: 'person-debt' },
  }),
  law('identity', {
    title: 'Who calls is said within two seconds of the greeting',
    citation: '47 CFR 64.1200(a)(7)(i)-(ii), (b)(1)',
    confidence: 'secondary',
    requires: { what: 'disclosure', key: 'identity', after: 'greeting', withinMs: 2000, on: 'answer' },
  }),
  law('opt-out', {
    title: 'A way to opt out by voice or key is offered within two seconds of the identification',
    citation: '47 CFR 64.1200(b)(3)',
    confidence: 'secondary',
    appliesTo: AUTOMATED_SOLICITATION,
    requires: { what: 'disclosure', key: 'opt-out', after: 'identity', withinMs: 2000, on: 'answer' },
  }),
  law('toll-free-number', {
    title: 'A message names a toll-free number to opt out',
    citation: '47 CFR 64.1200(b)(3)',
    confidence: 'secondary',
    appliesTo: AUTOMATED_SOLICITATION,
    requires: {
      what: 'disclosure',
      key: 'toll-free-number',
      after: 'message-start',
      withinMs: 30_000,
      on: 'voicemail',
    },
  }),
  law('abandonment', {
    title: 'At most 3 % of answered calls abandoned in 30 days; a person or a message within two seconds',
    citation: '16 CFR 310.4(b)(4), 47 CFR 64.1200(a)(7)',
    confidence: 'secondary',
    appliesTo: SOLICITATION,
    requires: { what: 'duty', duty: 'abandonment', figures: { mostPercent: 3, perDays: 30, connectWithinMs: 2000 } },
  }),
  law('ring-time', {
    title: 'It rings for fifteen seconds or four rings',
    citation: '16 CFR 310.4(b)(4)(ii), 47 CFR 64.1200(a)(6)',
    confidence: 'secondary',
    appliesTo: SOLICITATION,
    requires: { what: 'duty', duty: 'ring-time', figures: { atLeastMs: 15_000 } },
  }),
  law('revocation', {
    title: 'A revocation by any reasonable means is honoured within ten business days',
    citation: '47 CFR 64.1200(a)(10), (d)(3)',
    confidence: 'secondary',
    requires: { what: 'duty', duty: 'revocation', figures: { businessDays: 10 } },
  }),
  law('retention', {
    title: 'Records of calls, consent, requests and registry versions, and the internal list, kept for five years',
    citation: '16 CFR 310.5, 47 CFR 64.1200(d)(6)',
    confidence: 'secondary',
    requires: { what: 'duty', duty: 'retention', figures: { years: 5 } },
  }),
];
