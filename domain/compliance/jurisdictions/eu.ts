import type { Provision } from '../provision.ts';
import { AUTOMATED_SOLICITATION, lawOf, week } from './write.ts';

export const EU_MEMBERS = 'AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE'.split(' ');

const law = lawOf('eu', 'EU', { countries: EU_MEMBERS });

/** The European Union. The member states' own hours and lists were not read: an officer enters those that matter. */
export const EUROPEAN_UNION: readonly Provision[] = [
  law('hours', {
    title: 'Calls from 08:00 to 21:00',
    citation: "house rule: the member states' own hours were not read",
    confidence: 'unverified',
    requires: { what: 'hours', byWeekday: week('08:00-21:00') },
  }),
  law('consent-automated', {
    title: 'Prior consent to automated sales calls',
    citation: 'Directive 2002/58/EC, article 13(1)',
    confidence: 'secondary',
    appliesTo: AUTOMATED_SOLICITATION,
    requires: { what: 'consent', scope: 'automated-voice' },
  }),
  law('identity', {
    title: 'Who calls is said within two seconds of the answer',
    citation: 'Directive 2002/58/EC, article 13(4); the span is a house rule',
    confidence: 'unverified',
    requires: { what: 'disclosure', key: 'identity', after: 'greeting', withinMs: 2000, on: 'answer' },
  }),
  law('ai-disclosure', {
    title: 'People are told that they talk to an artificial intelligence',
    citation: 'Regulation (EU) 2024/1689, article 50',
    confidence: 'secondary',
    from: '2026-08-02',
    appliesTo: { automatedVoice: true },
    requires: { what: 'disclosure', key: 'ai', after: 'greeting', withinMs: 5000, on: 'answer' },
  }),
];
