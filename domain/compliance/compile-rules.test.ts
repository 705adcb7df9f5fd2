import { describe, expect, test } from '@jest/globals';
import { zoneTable } from '../../numbering/zones.ts';
import { DAY_MS, HOUR_MS } from '../time.ts';
import { compileRules, type RuleProfile } from './compile-rules.ts';
import { disclosuresFor } from './disclosures.ts';
import type { ScreenFacts } from './facts.ts';
import { emergencyBan } from './jurisdictions/us-emergencies.ts';
import { week } from './jurisdictions/write.ts';
import { screen } from './screen.ts';
import { aProvision, aWillingLead, clearLists, EVERY_PACK, EVERY_RULE, inState } from './testing/compiled.ts';
import { aPhone } from './testing/facts.ts';

const zones = zoneTable();
const noon = Date.parse('2026-11-20T17:00:00Z');
const hour = (wall: number) => noon + (wall - 12) * HOUR_MS;

function under(profile: Partial<RuleProfile>, at: number, state = 'US-FL', change: Partial<ScreenFacts> = {}) {
  const phones = [aPhone({ places: inState(state, 'America/New_York'), lists: clearLists(at) })];
  return screen(aWillingLead(at, { phones, ...change }), compileRules({ ...EVERY_PACK, ...profile }), at, zones);
}
const hours = (text: string, id = 'tenant.hours', change = {}) =>
  aProvision({
    id,
    where: { states: ['US-FL'] },
    appliesTo: { kinds: ['telemarketing'] },
    requires: { what: 'hours', byWeekday: week(text) },
    ...change,
  });
const override = (provision: string, change = {}) => ({
  provision,
  reason: 'counsel agreed on paper',
  from: noon - DAY_MS,
  until: null,
  ...change,
});

describe('a tenant may be stricter', () => {
  test('with hours of its own', () => {
    const amendments = [hours('10:00-16:00')];
    expect(under({ amendments }, hour(9))).toMatchObject({ result: 'deferred', nextCallableAt: hour(10) });
    expect(under({ amendments }, hour(10)).result).toBe('allowed');
    expect(under({ amendments }, hour(9), 'US-NY').result).toBe('allowed');
  });

  test('by asking for the reassigned-numbers database', () => {
    const amendments = [aProvision({ requires: { what: 'reassigned', mustAsk: true } })];
    expect(under({ amendments }, noon)).toMatchObject({ result: 'blocked', reason: 'reassigned-number' });
  });

  test('on holidays of its own', () => {
    const holidays = [{ date: '2026-11-20', name: 'Founders Day', country: 'US', state: 'US-FL' }];
    expect(under({ holidays }, noon)).toMatchObject({ result: 'deferred', nextCallableAt: hour(24 + 8) });
    expect(under({ holidays }, noon, 'US-GA').result).toBe('allowed');
    const national = [{ date: '2026-11-20', name: 'Day of mourning', country: 'US', state: null }];
    expect(under({ holidays: national }, noon, 'US-GA').result).toBe('deferred');
  });
});

describe('never laxer', () => {
  const lax = hours('06:00-23:00', 'tenant.long-days', { replaces: 'us-fl.hours' });

  test('a laxer change leaves the law in force, and says so', () => {
    const rules = compileRules({ ...EVERY_PACK, amendments: [lax] });
    expect(rules.problems).toEqual([
      expect.objectContaining({ provision: 'tenant.long-days', kind: 'laxer-than-law' }),
    ]);
    expect(under({ amendments: [lax] }, hour(20.5)).result).toBe('deferred');
  });

  test('unless an owner overrides the provision: the finding says what it would have said', () => {
    const overrides = [override('us-fl.hours')];
    const verdict = under({ amendments: [lax], overrides }, hour(20.5));
    expect(verdict.result).toBe('allowed');
    expect(verdict.findings.find(({ rule }) => rule === 'us-fl.hours')).toMatchObject({
      result: 'pass',
      facts: {
        overridden: 'counsel agreed on paper',
        overriddenResult: 'defer',
        overriddenReason: 'outside-window',
      },
    });
    expect(under({ overrides }, hour(21.5)).findings).toContainEqual(
      expect.objectContaining({ rule: 'us.hours', result: 'defer' }),
    );
  });

  test('an override has its time', () => {
    const overrides = [override('us-fl.hours', { until: hour(20.5) })];
    expect(under({ overrides }, hour(20.25)).result).toBe('allowed');
    expect(under({ overrides }, hour(20.5)).result).toBe('deferred');
    expect(under({ overrides: [override('us-fl.hours', { from: hour(20.5) })] }, hour(20.25)).result).toBe('deferred');
  });

  test.each(['suppression', 'known-location', 'campaign-brake', 'known-rules', 'us-fl.nothing'])(
    '%s is not a provision that anybody can override',
    (provision) => {
      const rules = compileRules({ ...EVERY_PACK, overrides: [override(provision)] });
      expect(rules.problems).toEqual([expect.objectContaining({ provision, kind: 'unknown-provision' })]);
    },
  );

  test.each([
    ['the same', {}, []],
    ['fewer hours', { requires: { what: 'hours', byWeekday: week('09:00-19:00', { sun: null }) } }, []],
    ['a later beginning', { from: '2027-01-01' }, ['laxer-than-law']],
    ['fewer places', { where: { states: ['US-GA'] } }, ['laxer-than-law']],
    ['fewer kinds', { appliesTo: { kinds: ['telemarketing'], automatedVoice: true } }, ['laxer-than-law']],
    [
      'more hours on one day',
      { requires: { what: 'hours', byWeekday: week('08:00-20:00', { sat: '08:00-20:01' }) } },
      ['laxer-than-law'],
    ],
    ['something else', { requires: { what: 'ban' } }, ['laxer-than-law']],
  ] as const)('a change with %s', (_says, change, problems) => {
    const amendments = [hours('08:00-20:00', 'tenant.change', { replaces: 'us-fl.hours', ...change })];
    expect(compileRules({ ...EVERY_PACK, amendments }).problems.map(({ kind }) => kind)).toEqual(problems);
  });

  test.each([
    ['voicemail', ['laxer-than-law']],
    ['every-call', []],
  ] as const)('words of an answer that are to be said on %s', (on, problems) => {
    const words = { what: 'disclosure', key: 'identity', after: 'greeting', withinMs: 2000, on } as const;
    const anyCall = { where: { countries: ['US', 'PR', 'GU', 'VI', 'AS', 'MP'] }, appliesTo: {}, requires: words };
    const amendments = [hours('08:00-20:00', 'tenant.words', { replaces: 'us.identity', ...anyCall })];
    expect(compileRules({ ...EVERY_PACK, amendments }).problems.map(({ kind }) => kind)).toEqual(problems);
  });

  test('a pack that is left out takes its country with it', () => {
    expect(under({ packs: ['us-federal', 'uk'] }, noon)).toMatchObject({ result: 'blocked', reason: 'no-rules' });
    expect(under({ packs: ['us-federal', 'us-states'] }, noon).result).toBe('allowed');
    expect(under({ packs: [] }, noon).result).toBe('blocked');
  });

  test('an officer may enter the law of a country that no pack has', () => {
    const amendments = [hours('00:00-24:00', 'jp.hours', { where: { countries: ['JP'] } })];
    expect(under({ amendments }, noon, 'JP').result).toBe('allowed');
    expect(under({ amendments, packs: ['uk'] }, noon, 'US-FL').result).toBe('blocked');
  });

  test.each([
    ['other kinds of calls', { appliesTo: { kinds: ['debt'] } }],
    ['people who did not agree', { appliesTo: { unlessConsent: 'telemarketing' } }],
    ['landlines', { appliesTo: { numberTypes: ['landline'] } }],
    ['later days', { from: '2030-01-01' }],
    ['days that are over', { until: '2020-01-01' }],
  ] as const)('hours for %s alone are no law of that country', (_whom, change) => {
    const amendments = [hours('10:00-11:00', 'jp.hours', { where: { countries: ['JP'] }, ...change })];
    expect(under({ amendments }, noon, 'JP')).toMatchObject({ result: 'blocked', reason: 'no-rules' });
  });

  test('a change that cannot be read refuses the calls that it is about', () => {
    const amendments = [hours('nine-five')];
    expect(under({ amendments }, noon)).toMatchObject({ result: 'blocked', reason: 'check-failed' });
    expect(under({ amendments }, noon, 'US-GA').result).toBe('allowed');
    expect(compileRules({ ...EVERY_PACK, amendments }).problems[0]).toMatchObject({ kind: 'unreadable' });
  });

  test('a change by a clock that nobody knows refuses those calls, and leaves the others', () => {
    const requires = { what: 'hours', byWeekday: week('08:00-20:00'), zone: 'America/Tampa' } as const;
    const amendments = [hours('', 'tenant.clock', { requires })];
    expect(under({ amendments }, noon)).toMatchObject({ result: 'blocked', reason: 'check-failed' });
    expect(under({ amendments }, noon, 'US-GA').result).toBe('allowed');
  });

  test('a change cannot take the name of a law', () => {
    const amendments = [hours('10:00-16:00', 'us-fl.hours')];
    const overrides = [override('us-fl.hours')];
    expect(under({ amendments, overrides }, hour(9)).result).toBe('deferred');
  });
});

describe('a ban in an emergency', () => {
  const ban = emergencyBan({
    id: 'us-fl.hurricane',
    jurisdiction: 'US-FL',
    where: { states: ['US-FL'] },
    citation: 'a proclamation',
    confidence: 'primary',
    from: '2026-11-20T10:00',
    until: '2026-11-23',
  });

  test('holds from its hour to its last day, and waiting leads know its end', () => {
    expect(under({ amendments: [ban] }, hour(9.9)).result).toBe('allowed');
    expect(under({ amendments: [ban] }, hour(10))).toMatchObject({
      result: 'deferred',
      reason: 'calls-banned',
      nextCallableAt: Date.parse('2026-11-23T13:00:00Z'),
    });
    expect(under({ amendments: [ban] }, noon, 'US-GA').result).toBe('allowed');
  });

  test('without an end blocks', () => {
    expect(under({ amendments: [{ ...ban, until: null }] }, noon)).toMatchObject({ result: 'blocked' });
  });
});

test('an opening in the hour that clocks skip is the jump, in the hour they repeat it comes first', () => {
  const opening = (iso: string, text: string) => {
    const amendments = [
      aProvision({ id: 'jp.hours', where: { countries: ['JP'] }, requires: { what: 'hours', byWeekday: week(text) } }),
    ];
    return under({ amendments }, Date.parse(iso), 'JP').nextCallableAt;
  };
  expect(opening('2026-03-08T05:30:00Z', '02:30-06:00')).toBe(Date.parse('2026-03-08T07:00:00Z'));
  expect(opening('2026-11-01T04:30:00Z', '01:30-06:00')).toBe(Date.parse('2026-11-01T05:30:00Z'));
});

test('the version names the content: packs, changes, overrides, holidays', () => {
  const version = (profile: Partial<RuleProfile>) => compileRules({ ...EVERY_PACK, ...profile }).version;
  const versions = [
    {},
    { packs: ['uk'] as const },
    { amendments: [hours('10:00-16:00')] },
    { amendments: [hours('10:00-17:00')] },
    { overrides: [override('us-fl.hours')] },
    { holidays: [{ date: '2026-11-20', name: 'Founders Day', country: 'US', state: null }] },
  ].map(version);
  expect(new Set(versions).size).toBe(versions.length);
  expect(version({})).toBe(EVERY_RULE.version);
});

describe('what must be said', () => {
  const said = (state: string, change: Partial<ScreenFacts> = {}, at = noon) =>
    disclosuresFor(
      aWillingLead(at, {
        phones: [aPhone({ places: inState(state, 'America/New_York') })],
        automatedVoice: true,
        ...change,
      }),
      EVERY_RULE,
      at,
      zones,
    );
  const keys = (...of: Parameters<typeof said>) => said(...of).map(({ key }) => key);

  test('in the United States: who calls, a way out within two seconds, a number on voicemail, the recording', () => {
    expect(keys('US-NY')).toEqual(['identity', 'opt-out', 'toll-free-number', 'recording']);
    expect(said('US-NY').find(({ key }) => key === 'opt-out')).toMatchObject({ after: 'identity', withinMs: 2000 });
    expect(said('US-NY').find(({ key }) => key === 'toll-free-number')).toMatchObject({ on: 'voicemail' });
    expect(keys('US-NY', { kind: 'informational' })).toEqual(['identity', 'recording']);
  });

  test('recording is announced on every call, by law in all-party states', () => {
    const by = (state: string) =>
      said(state)
        .find(({ key }) => key === 'recording')
        ?.provisions.map(({ id }) => id);
    expect(by('US-FL')).toEqual(['us-all-party.recording', 'house.recording']);
    expect(by('US-NY')).toEqual(['house.recording']);
  });

  test('in the European Union that it is an artificial intelligence, since 2026-08-02', () => {
    expect(keys('DE')).toContain('ai');
    expect(keys('DE', {}, Date.parse('2026-08-01T12:00:00Z'))).not.toContain('ai');
    expect(keys('DE', { automatedVoice: false })).not.toContain('ai');
  });

  test('in Washington the call ends within ten seconds of a refusal', () => {
    expect(said('US-WA')).toContainEqual(expect.objectContaining({ key: 'end-on-refusal', withinMs: 10_000 }));
  });
});
