import { describe, expect, test } from '@jest/globals';
import { zoneTable } from '../../../numbering/zones.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../time.ts';
import type { ConsentFact, HistoryFact, PhoneFacts, ScreenFacts } from '../facts.ts';
import { compileRules } from '../compile-rules.ts';
import { screen } from '../screen.ts';
import { aWillingLead, clearLists, EVERY_RULE, inState } from '../testing/compiled.ts';
import { aConsent, aList, anEvent, aPhone } from '../testing/facts.ts';

const zones = zoneTable();
/** A Friday, 17:00 in New York, 22:00 in London. */
const now = Date.parse('2026-11-20T17:00:00Z');
const hoursAgo = (hours: number, change: Partial<HistoryFact> = {}) =>
  anEvent({ at: now - hours * HOUR_MS, ...change });

function at(
  state: string,
  change: Partial<ScreenFacts> = {},
  phone: Partial<PhoneFacts> = {},
  zone = 'America/New_York',
) {
  const moment = change.observedAt ?? now;
  const phones = [aPhone({ places: inState(state, zone), lists: clearLists(moment), ...phone })];
  const { result, reason, nextCallableAt, findings } = screen(
    aWillingLead(moment, { phones, ...change }),
    EVERY_RULE,
    moment,
    zones,
  );
  const by = findings.find((finding) => finding.result !== 'pass')?.rule ?? null;
  return { result, reason, nextCallableAt, by };
}
const allowed = { result: 'allowed', reason: null, nextCallableAt: now, by: null };

test('a consent that demonstrates something lets no real carrier dial', () => {
  const consents = [aConsent({ source: 'demonstration', scope: 'automated-voice' })];
  expect(at('US-NY', { consents, automatedVoice: true }).reason).toBe('no-consent');
  expect(at('US-NY', { consents, automatedVoice: true, carrierIsReal: false })).toEqual(allowed);
});

describe('a ban in an emergency by postal code', () => {
  const banned = compileRules({
    packs: null,
    overrides: [],
    holidays: [],
    amendments: [
      {
        id: 'change.orleans',
        jurisdiction: 'US-LA',
        title: 'No sales calls in Orleans Parish during the emergency',
        citation: '',
        confidence: 'unverified',
        from: '2026-11-20T06:00',
        until: '2026-11-22',
        where: { states: ['US-LA'], postalCodes: ['701'] },
        appliesTo: { kinds: ['telemarketing'] },
        requires: { what: 'ban' },
      },
    ],
  });
  const asked = (postalCode: string | undefined, states: string[] = ['US-LA'], moment = now) => {
    const places = { ...inState('US-LA', 'America/Chicago'), states, certain: states.length === 1 };
    const phones = [aPhone({ places, lists: clearLists(moment) })];
    const lead = aWillingLead(moment, { phones, ...(postalCode && { postalCode }) });
    const { findings } = screen(lead, banned, moment, zones);
    return findings.find(({ rule }) => rule === 'change.orleans')?.result ?? null;
  };

  test('holds there, where nobody knows the code, and where the telephone may be elsewhere', () => {
    expect(asked('70112-1234')).toBe('defer');
    expect(asked(undefined)).toBe('defer');
    expect(asked('33101', ['US-LA', 'US-FL'])).toBe('defer');
    expect(asked('708 01')).toBeNull();
  });

  test('holds from its hour to its last day by the clock of the place', () => {
    expect(asked('70112', ['US-LA'], Date.parse('2026-11-20T11:59:00Z'))).toBeNull();
    expect(asked('70112', ['US-LA'], Date.parse('2026-11-20T12:00:00Z'))).toBe('defer');
    expect(asked('70112', ['US-LA'], Date.parse('2026-11-22T05:59:00Z'))).toBe('defer');
    expect(asked('70112', ['US-LA'], Date.parse('2026-11-22T06:00:00Z'))).toBeNull();
  });
});

test('seven calls in seven days about a debt are no bound for whoever agreed directly to more, until a day', () => {
  const history = Array.from({ length: 7 }, (_, n) => hoursAgo(20 + n * 20, { debtId: 'D1', phone: 0 }));
  const direct = aConsent({ source: 'direct', scope: 'informational', expiresAt: now + DAY_MS });
  const lead = (consents: ConsentFact[]) => at('US-NY', { kind: 'debt', debtId: 'D1', history, consents });
  const others = [aConsent({ scope: 'informational' })];
  expect(lead(others).by).toBe('us.debt-seven-in-seven');
  expect(lead([...others, direct])).toEqual(allowed);
  expect(lead([...others, { ...direct, expiresAt: null }]).by).toBe('us.debt-seven-in-seven');
  expect(lead([...others, { ...direct, expiresAt: now }]).by).toBe('us.debt-seven-in-seven');
});

describe('three calls in 24 hours about one subject', () => {
  const subject = 'solar';
  const three = [2, 3, 23].map((hours) => hoursAgo(hours, { subject, phone: null }));

  test.each(['US-FL', 'US-OK', 'US-MD', 'US-OR'])('in %s wait for the oldest to be a day old', (state) => {
    const by = `${state.toLowerCase()}.three-a-day`;
    expect(at(state, { subject, history: three })).toEqual({
      result: 'deferred',
      reason: 'call-cap',
      nextCallableAt: now + HOUR_MS,
      by,
    });
    expect(at(state, { subject, history: three.slice(1) })).toEqual(allowed);
    const dayOld = hoursAgo(24, { subject });
    expect(at(state, { subject, history: [...three.slice(1), dayOld] })).toEqual(allowed);
    const younger = { ...dayOld, at: dayOld.at + 1 };
    expect(at(state, { subject, history: [...three.slice(1), younger] }).by).toBe(by);
  });

  test('count a subject that nobody knows, and no other subject', () => {
    expect(at('US-FL', { subject: 'insurance', history: three })).toEqual(allowed);
    expect(at('US-FL', { subject: null, history: three }).reason).toBe('call-cap');
    expect(at('US-FL', { subject, history: three.map((past) => ({ ...past, subject: null })) }).reason).toBe(
      'call-cap',
    );
  });

  test('do not count calls that came in or never rang', () => {
    expect(at('US-FL', { history: three.map((past) => ({ ...past, event: 'incoming' })) })).toEqual(allowed);
    expect(at('US-FL', { history: three.map((past) => ({ ...past, outcome: 'no-agent' })) })).toEqual(allowed);
  });

  test('count dials that only the phone or the lead remembers', () => {
    const [first = now, second = now, third = now] = three.map((past) => past.at);
    const attempts = { leadAttemptsAt: [third] };
    expect(
      at('US-FL', { ...attempts, history: [three[0] ?? hoursAgo(1)] }, { attemptsAt: [first, second] }).reason,
    ).toBe('call-cap');
    expect(at('US-FL', { history: three.slice(1) }, { attemptsAt: [second, third] })).toEqual(allowed);
  });

  test('elsewhere are no limit', () => {
    expect(at('US-NY', { subject, history: three })).toEqual(allowed);
  });
});

describe('a debt', () => {
  const debt = { kind: 'debt', debtId: 'd1' } as const;
  const seven = Array.from({ length: 7 }, (_, day) => hoursAgo(day * 24 + 2, { debtId: 'd1' }));

  test('has seven calls in seven days', () => {
    expect(at('US-NY', { ...debt, history: seven.slice(1) })).toEqual(allowed);
    expect(at('US-NY', { ...debt, history: seven })).toMatchObject({
      by: 'us.debt-seven-in-seven',
      reason: 'call-cap',
    });
    expect(at('US-NY', { kind: 'debt', debtId: 'd2', history: seven })).toEqual(allowed);
    expect(at('US-NY', { history: seven })).toEqual(allowed);
  });

  test('rests for seven days after a conversation, whoever called', () => {
    for (const past of [{ event: 'conversation' }, { event: 'incoming' }, { outcome: 'completed' }] as const) {
      const history = [hoursAgo(6 * 24, { debtId: 'd1', ...past })];
      expect(at('US-NY', { ...debt, history })).toEqual({
        result: 'deferred',
        reason: 'quiet-period',
        nextCallableAt: now + DAY_MS,
        by: 'us.debt-after-conversation',
      });
      expect(at('US-NY', { ...debt, history: [hoursAgo(7 * 24, { debtId: 'd1', ...past })] })).toEqual(allowed);
      expect(at('US-NY', { ...debt, history: history.map((one) => ({ ...one, debtId: null })) }).result).toBe(
        'deferred',
      );
    }
  });
});

describe('quiet periods', () => {
  test('Washington: twelve months after a refusal, on any number of the person', () => {
    const refusal = (iso: string) => [anEvent({ at: Date.parse(iso), event: 'refusal', phone: null, outcome: null })];
    const LA = 'America/Los_Angeles';
    expect(at('US-WA', { history: refusal('2026-02-01T18:00:00Z') }, {}, LA)).toEqual({
      result: 'deferred',
      reason: 'quiet-period',
      nextCallableAt: Date.parse('2027-02-01T18:00:00Z'),
      by: 'us-wa.refusal',
    });
    expect(at('US-WA', { history: refusal('2025-11-20T17:00:00Z') }, {}, LA)).toEqual(allowed);
    expect(at('US-WA', { history: refusal('2025-11-20T17:00:01Z') }, {}, LA).result).toBe('deferred');
    expect(at('US-OR', { history: refusal('2026-02-01T18:00:00Z') }, {}, LA)).toEqual(allowed);
  });

  test('the United Kingdom: 72 hours to the same number, unless a person is guaranteed', () => {
    const london = (change: Partial<ScreenFacts>) => at('GB', { automatedVoice: true, ...change }, {}, 'Europe/London');
    expect(london({ history: [hoursAgo(71)] })).toMatchObject({ by: 'uk.redial', nextCallableAt: now + HOUR_MS });
    expect(london({ history: [hoursAgo(72)] })).toEqual(allowed);
    expect(london({ history: [hoursAgo(71, { phone: 1 })] })).toEqual(allowed);
    expect(london({ history: [hoursAgo(71)], automatedVoice: false })).toEqual(allowed);
  });
});

describe('consent', () => {
  const machine = { automatedVoice: true } as const;
  const only = (change: Partial<ConsentFact>) => ({
    ...machine,
    consents: [aConsent({ at: now - DAY_MS, ...change })],
  });

  test('in writing is needed before an artificial voice makes an offer', () => {
    expect(at('US-NY', { ...machine, consents: [] })).toMatchObject({
      result: 'blocked',
      reason: 'no-consent',
      by: 'us.consent-artificial-voice',
    });
    expect(at('US-NY', only({}))).toEqual(allowed);
    for (const lacking of [
      { scope: 'telemarketing' },
      { source: 'oral' },
      { source: 'business-relationship' },
      { at: now + 1 },
      { revokedAt: now },
      { expiresAt: now },
    ] as const) {
      expect(at('US-NY', only(lacking)).reason).toBe('no-consent');
    }
    expect(at('US-NY', only({ revokedAt: now + 1, expiresAt: now + DAY_MS }))).toEqual(allowed);
  });

  test('of any scope is enough for a message to a mobile, and none is needed for a landline', () => {
    const message = { ...machine, kind: 'informational', consents: [] } as const;
    const types = (numberType: PhoneFacts['numberType']) => at('US-NY', message, { numberType }).reason;
    expect([types('mobile'), types('unknown'), types('landline')]).toEqual(['no-consent', 'no-consent', null]);
    expect(at('US-NY', { ...only({ scope: 'informational' }), kind: 'informational' })).toEqual(allowed);
  });

  test.each([
    ['GB', 'Europe/London', 'uk.consent-automated'],
    ['DE', 'Europe/Berlin', 'eu.consent-automated'],
    ['CA-ON', 'America/Toronto', 'ca.consent-automated'],
  ])('is needed for automated sales calls in %s', (state, zone, by) => {
    expect(at(state, { ...machine, consents: [] }, {}, zone)).toMatchObject({ result: 'blocked', by });
    expect(at(state, machine, {}, zone)).toEqual(allowed);
  });
});

describe('registries', () => {
  const nobody = { consents: [] };
  const federal = (change: Parameters<typeof aList>[2], state: Parameters<typeof aList>[1] = 'clear') => ({
    lists: [aList('internal'), aList('us-federal', state, { asOf: now, validUntil: now + DAY_MS, ...change })],
  });

  test('block whoever is on them, unless that person agreed in writing', () => {
    expect(at('US-NY', nobody, federal({}, 'listed'))).toMatchObject({ result: 'blocked', reason: 'suppressed' });
    expect(at('US-NY', nobody, federal({ asOf: 0 }, 'listed')).reason).toBe('suppressed');
    expect(at('US-NY', {}, federal({}, 'listed'))).toEqual(allowed);
    const oral = [aConsent({ scope: 'telemarketing', source: 'oral' })];
    expect(at('US-NY', { consents: oral }, federal({}, 'listed')).reason).toBe('suppressed');
    expect(at('US-NY', { ...nobody, kind: 'informational' }, federal({}, 'listed'))).toEqual(allowed);
  });

  test('wait while nobody holds a current copy', () => {
    const waits = (reason: string) => ({ result: 'deferred', reason, nextCallableAt: null, by: 'us.national-list' });
    expect(at('US-NY', nobody, { lists: [aList('internal')] })).toEqual(waits('list-not-held'));
    expect(at('US-NY', nobody, federal({}, 'not-held'))).toEqual(waits('list-not-held'));
    expect(at('US-NY', nobody, federal({ validUntil: now }))).toEqual(waits('list-expired'));
    expect(at('US-NY', nobody, federal({ asOf: null, validUntil: null }))).toEqual(waits('list-expired'));
    const oldest = { asOf: now - 31 * DAY_MS, validUntil: null };
    expect(at('US-NY', nobody, federal(oldest))).toEqual(allowed);
    expect(at('US-NY', nobody, federal({ ...oldest, asOf: oldest.asOf - 1 }))).toEqual(waits('list-expired'));
  });

  test('that cannot be read never let a call through', () => {
    expect(at('US-NY', nobody, federal({}, 'unreadable'))).toMatchObject({
      result: 'deferred',
      reason: 'check-failed',
      nextCallableAt: now + MINUTE_MS,
    });
  });

  test.each([
    ['GB', 'Europe/London', 'uk-tps', 28],
    ['GB', 'Europe/London', 'uk-ctps', 28],
    ['CA-ON', 'America/Toronto', 'ca-national', 31],
  ] as const)('%s asks %s: %s, at most %i days old', (state, zone, list, days) => {
    const aged = (ms: number) => ({ lists: clearLists(now, { [list]: { asOf: now - ms, validUntil: null } }) });
    expect(at(state, nobody, aged(days * DAY_MS), zone)).toEqual(allowed);
    expect(at(state, nobody, aged(days * DAY_MS + 1), zone).reason).toBe('list-expired');
    expect(at(state, nobody, { lists: clearLists(now, { [list]: { state: 'listed' as const } }) }, zone).reason).toBe(
      'suppressed',
    );
  });

  test('of a state block where they are held', () => {
    const held = { lists: clearLists(now, { 'us-state:US-TX': { state: 'listed' } }) };
    expect(at('US-TX', nobody, held, 'America/Chicago')).toMatchObject({
      reason: 'suppressed',
      by: 'us-tx.state-list',
    });
    expect(at('US-NY', nobody, held)).toEqual(allowed);
    expect(at('US-TX', nobody, {}, 'America/Chicago')).toEqual(allowed);
  });

  test('of a state that were taken up wait for their copy', () => {
    const awaited = { lists: clearLists(now, { 'us-state:US-TX': { state: 'not-held', asOf: null } }) };
    expect(at('US-TX', nobody, awaited, 'America/Chicago')).toEqual({
      result: 'deferred',
      reason: 'list-not-held',
      nextCallableAt: null,
      by: 'us-tx.state-list',
    });
    expect(at('US-NY', nobody, awaited)).toEqual(allowed);
  });
});

describe('bans', () => {
  const machine = { automatedVoice: true } as const;

  test('Washington has none of it, Mississippi for strangers, Maine to mobiles', () => {
    expect(at('US-WA', machine, {}, 'America/Los_Angeles')).toMatchObject({
      reason: 'calls-banned',
      result: 'blocked',
    });
    expect(at('US-MS', machine, {}, 'America/Chicago').by).toBe('us-ms.recorded-voice');
    const customer = [aConsent(), aConsent({ source: 'business-relationship', scope: 'informational' })];
    expect(at('US-MS', { ...machine, consents: customer }, {}, 'America/Chicago')).toEqual(allowed);
    const maine = (numberType: PhoneFacts['numberType']) => at('US-ME', machine, { numberType }).reason;
    expect([maine('mobile'), maine('unknown'), maine('landline')]).toEqual(['calls-banned', 'calls-banned', null]);
  });

  test('hold for offers by machines alone', () => {
    expect(at('US-WA', {}, {}, 'America/Los_Angeles')).toEqual(allowed);
    expect(at('US-WA', { ...machine, kind: 'informational' }, {}, 'America/Los_Angeles')).toEqual(allowed);
  });

  test('Maine: one completed automated call in eight hours', () => {
    const landline = { numberType: 'landline' } as const;
    const after = (outcome: string | null) =>
      at('US-ME', { ...machine, history: [hoursAgo(7, { outcome })] }, landline);
    expect(after('completed')).toMatchObject({ by: 'us-me.one-in-eight-hours', nextCallableAt: now + HOUR_MS });
    expect(after(null).reason).toBe('call-cap');
    expect(after('no-answer')).toEqual(allowed);
  });
});

describe('where the number belongs', () => {
  test('a number that has another owner since is not called', () => {
    const state = (reassigned: PhoneFacts['reassigned']['state']) =>
      at('US-NY', {}, { reassigned: { state: reassigned, asOf: now } }).reason;
    expect((['yes', 'no', 'unknown', 'not-asked'] as const).map(state)).toEqual([
      'reassigned-number',
      null,
      null,
      null,
    ]);
  });

  test.each([
    ['JM', 'America/Jamaica'],
    ['JP', 'Asia/Tokyo'],
  ])('nobody is called in %s, whose law nobody chose', (country, zone) => {
    expect(at(country, { observedAt: Date.parse('2026-11-20T05:00:00Z') }, {}, zone)).toMatchObject({
      result: 'blocked',
      reason: 'no-rules',
    });
  });

  test('the law of every state that is plausible holds', () => {
    const places = { ...inState('US-NY', 'America/New_York'), states: ['US-NY', 'US-RI'] };
    expect(at('US-NY', { observedAt: Date.parse('2026-11-20T23:30:00Z') }, { places }).by).toBe('us-ri.hours');
  });
});
