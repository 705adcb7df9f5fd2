import { describe, expect, test } from '@jest/globals';
import { zoneTable } from '../../numbering/zones.ts';
import { NOWHERE } from '../places.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, WEEKDAYS } from '../time.ts';
import type { ScreenFacts } from './facts.ts';
import { screen } from './screen.ts';
import { STANDARD_RULES } from './standard-rules.ts';
import { HOUSE_RULES } from '../vocabulary.ts';
import { aCampaign, aLead, aList, aPhone, inZones, NOON_IN_NEW_YORK } from './testing/facts.ts';

const zones = zoneTable();
const at = (iso: string) => Date.parse(iso);
const now = NOON_IN_NEW_YORK;
const verdictOf = (facts: ScreenFacts, moment = now) => screen(facts, STANDARD_RULES, moment, zones);
const resultOf = (facts: ScreenFacts, moment = now) => {
  const { result, reason, nextCallableAt, scope } = verdictOf(facts, moment);
  return { result, reason, nextCallableAt, scope };
};
const blocked = (reason: string, scope: 'lead' | 'phone') => ({
  result: 'blocked',
  reason,
  nextCallableAt: null,
  scope,
});
const deferred = (reason: string, nextCallableAt: number | null) => ({
  result: 'deferred',
  reason,
  nextCallableAt,
  scope: 'lead',
});

test('a lead that nothing speaks against is allowed now, with every rule heard', () => {
  const verdict = verdictOf(aLead());
  expect(verdict).toMatchObject({ result: 'allowed', reason: null, nextCallableAt: now, zonesVersion: zones.version });
  expect(verdict.findings.map((finding) => finding.rule)).toEqual(STANDARD_RULES.rules.map((rule) => rule.id));
  expect(verdict.findings.every((finding) => finding.result === 'pass')).toBe(true);
});

describe('do-not-call lists', () => {
  test('any phone of the lead on a list blocks the lead, whichever is dialled', () => {
    const listed = aPhone({ position: 1, lists: [aList('internal', 'listed', { since: now - DAY_MS })] });
    expect(resultOf(aLead({ phones: [aPhone(), listed], dialing: 0 }))).toEqual(blocked('suppressed', 'lead'));
    expect(verdictOf(aLead({ phones: [aPhone(), listed], dialing: 0 })).findings).toContainEqual(
      expect.objectContaining({
        rule: 'suppression',
        result: 'block',
        facts: { list: 'internal', since: now - DAY_MS, version: null, phone: 1 },
      }),
    );
  });

  test('a list that cannot be read never lets a call through, however old the facts are', () => {
    const facts = aLead({ phones: [aPhone({ lists: [aList('internal', 'unreadable')] })] });
    expect(resultOf(facts)).toEqual(deferred('check-failed', now + MINUTE_MS));
    expect(resultOf(facts, now + HOUR_MS).result).toBe('deferred');
  });

  test('an internal list that was not asked is not a clear one', () => {
    for (const lists of [[], [aList('campaign')], [aList('internal', 'not-held')]]) {
      expect(resultOf(aLead({ phones: [aPhone({ lists })] }))).toEqual(deferred('check-failed', now + MINUTE_MS));
    }
  });

  test('a block speaks louder than a closed window', () => {
    const facts = aLead({ phones: [aPhone({ lists: [aList('internal', 'listed')] })] });
    expect(resultOf(facts, at('2026-11-20T04:00:00Z'))).toEqual(blocked('suppressed', 'lead'));
  });
});

describe('where the number may ring', () => {
  test('an unknown place blocks that phone alone', () => {
    const facts = aLead({ phones: [aPhone({ places: { ...NOWHERE, kind: 'toll-free' } }), aPhone({ position: 1 })] });
    expect(resultOf({ ...facts, dialing: 0 })).toEqual(blocked('unknown-location', 'phone'));
    expect(resultOf({ ...facts, dialing: 1 }).result).toBe('allowed');
  });

  test('a zone that the table does not have is an unknown place', () => {
    expect(resultOf(aLead({ phones: [aPhone({ places: inZones('Mars/Olympus') })] }))).toEqual(
      blocked('unknown-location', 'phone'),
    );
  });
});

describe('the lawful window', () => {
  test.each([
    ['07:59 in the one zone', ['America/New_York'], '2026-11-20T12:59:00Z', 'deferred'],
    ['08:00 in the one zone', ['America/New_York'], '2026-11-20T13:00:00Z', 'allowed'],
    ['20:59 in the one zone', ['America/New_York'], '2026-11-21T01:59:00Z', 'allowed'],
    ['21:00 in the one zone', ['America/New_York'], '2026-11-21T02:00:00Z', 'deferred'],
    [
      '08:00 in the east, 07:00 in the other',
      ['America/New_York', 'America/Chicago'],
      '2026-11-20T13:00:00Z',
      'deferred',
    ],
    ['08:00 in the west', ['America/New_York', 'America/Chicago'], '2026-11-20T14:00:00Z', 'allowed'],
    [
      '21:00 in the east, 20:00 in the other',
      ['America/New_York', 'America/Chicago'],
      '2026-11-21T02:00:00Z',
      'deferred',
    ],
    ['08:00 in Winnipeg since November 2026', ['America/Winnipeg'], '2026-11-20T13:00:00Z', 'allowed'],
    ['20:00 by an old Winnipeg clock, 21:00 by the law', ['America/Winnipeg'], '2026-11-21T02:00:00Z', 'deferred'],
  ])('%s', (_says, where, moment, result) => {
    expect(resultOf(aLead({ phones: [aPhone({ places: inZones(...where) })] }), at(moment)).result).toBe(result);
  });

  test('says when every zone is open at once', () => {
    const facts = aLead({ phones: [aPhone({ places: inZones('America/New_York', 'America/Los_Angeles') })] });
    expect(resultOf(facts, at('2026-11-20T13:30:00Z'))).toEqual(deferred('outside-window', at('2026-11-20T16:00:00Z')));
  });

  test('blocks a phone whose zones lie around the world', () => {
    const around = inZones('Europe/London', 'Asia/Shanghai', 'America/Los_Angeles');
    expect(resultOf(aLead({ phones: [aPhone({ places: around })] }))).toEqual(blocked('outside-window', 'phone'));
  });
});

describe("the campaign's window", () => {
  const window = { days: WEEKDAYS, start: '09:00', end: '17:00', zone: 'lead' } as const;
  const inWindow = (change: object, where = 'America/Los_Angeles') =>
    aLead({ phones: [aPhone({ places: inZones(where) })], campaign: aCampaign({ window: { ...window, ...change } }) });

  test('holds by the clock of the lead', () => {
    expect(resultOf(inWindow({}), at('2026-11-20T16:30:00Z'))).toEqual(
      deferred('outside-window', at('2026-11-20T17:00:00Z')),
    );
  });

  test('holds by a clock of its own, inside the lawful hours', () => {
    const facts = inWindow({ zone: 'America/New_York' });
    expect(resultOf(facts, at('2026-11-20T14:00:00Z'))).toEqual(deferred('outside-window', at('2026-11-20T16:00:00Z')));
    expect(resultOf(facts, at('2026-11-20T22:00:00Z'))).toEqual(deferred('outside-window', at('2026-11-21T16:00:00Z')));
  });

  test('skips the days it does not name', () => {
    const facts = inWindow({ days: ['mon'] }, 'America/New_York');
    expect(resultOf(facts)).toEqual(deferred('outside-window', at('2026-11-23T14:00:00Z')));
  });

  test('that never meets the lawful hours blocks the phone, and says which rules cannot meet', () => {
    const verdict = verdictOf(inWindow({ zone: 'Europe/London', start: '08:00', end: '10:00' }));
    expect(verdict).toMatchObject({
      result: 'blocked',
      reason: 'outside-window',
      scope: 'phone',
      nextCallableAt: null,
    });
    expect(verdict.findings.at(-1)).toMatchObject({ rule: 'common-time', result: 'block' });
  });

  test('that cannot be read blocks', () => {
    expect(resultOf(inWindow({ zone: 'Europe/Londn' }))).toEqual(blocked('check-failed', 'lead'));
    expect(resultOf(inWindow({ start: 'nine' })).result).toBe('blocked');
  });
});

describe('attempts in 24 hours', () => {
  const hoursAgo = (...hours: number[]) => hours.map((hour) => now - hour * HOUR_MS);

  test('one below the limit is allowed, at the limit it waits for the oldest to be a day old', () => {
    expect(resultOf(aLead({ phones: [aPhone({ attemptsAt: hoursAgo(1, 2) })] })).result).toBe('allowed');
    const full = aLead({ phones: [aPhone({ attemptsAt: hoursAgo(1, 22, 2) })] });
    expect(resultOf(full)).toEqual(deferred('attempts-per-day', now + 2 * HOUR_MS));
    expect(resultOf(full, now + 2 * HOUR_MS).result).toBe('allowed');
    expect(resultOf(full, now + 2 * HOUR_MS - 1).result).toBe('deferred');
  });

  test('of the lead count over all its phones', () => {
    const facts = aLead({ leadAttemptsAt: hoursAgo(1, 3, 5, 7, 23) });
    expect(resultOf(facts)).toEqual(deferred('attempts-per-day', now + HOUR_MS));
  });

  test('of several reasons to wait the longest is named', () => {
    const facts = aLead({ phones: [aPhone({ attemptsAt: hoursAgo(2, 3, 4), inAnotherCall: true })] });
    expect(resultOf(facts)).toMatchObject({ reason: 'attempts-per-day' });
  });

  test('a limit of none blocks', () => {
    expect(resultOf(aLead({ campaign: aCampaign({ attemptsPerNumberPerDay: 0 }) }))).toEqual(
      blocked('attempts-per-day', 'phone'),
    );
  });

  test('that allow it at night wait for the window too', () => {
    const facts = aLead({ phones: [aPhone({ attemptsAt: hoursAgo(12.5, 13, 13.5) })] });
    expect(resultOf(facts)).toEqual(deferred('attempts-per-day', at('2026-11-21T13:00:00Z')));
  });
});

describe('brakes', () => {
  test.each(['draft', 'paused', 'stopping', 'stopped', 'completed', 'archived'] as const)(
    'a campaign that is %s dials nobody',
    (status) => {
      expect(resultOf(aLead({ campaign: aCampaign({ status }) }))).toEqual(deferred('campaign-not-running', null));
    },
  );

  test('a call without a campaign has no brake and no caps', () => {
    expect(resultOf(aLead({ campaign: null, leadAttemptsAt: Array(50).fill(now - 1) })).result).toBe('allowed');
  });

  test('an import is screened whether its campaign runs or not', () => {
    expect(resultOf(aLead({ phase: 'import', campaign: aCampaign({ status: 'draft' }) })).result).toBe('allowed');
  });

  test('a demonstration clock never dials a real carrier', () => {
    expect(resultOf(aLead({ demonstrationClock: true }))).toEqual(deferred('real-carrier-on-demo-clock', null));
    expect(resultOf(aLead({ demonstrationClock: true, carrierIsReal: false })).result).toBe('allowed');
  });

  test('a number in another call waits a minute', () => {
    expect(resultOf(aLead({ phones: [aPhone({ inAnotherCall: true })] }))).toEqual(
      deferred('number-in-call', now + MINUTE_MS),
    );
  });

  test('a lead without a phone is not dialled', () => {
    expect(resultOf(aLead({ phones: [] }))).toEqual(blocked('no-phone-left', 'lead'));
    expect(resultOf(aLead({ dialing: 4 }))).toEqual(blocked('no-phone-left', 'lead'));
  });
});

test('a rule holds from its first day until its last, and finds nothing outside them', () => {
  const never = {
    id: 'emergency-ban',
    of: 'lead' as const,
    inForce: { from: at('2026-11-20T00:00Z'), until: at('2026-11-22T00:00Z') },
    check: () => ({
      rule: 'emergency-ban',
      result: 'block' as const,
      reason: 'check-failed' as const,
      phone: null,
      facts: {},
    }),
  };
  const rules = { version: 'test', rules: [...STANDARD_RULES.rules, never] };
  const resultAt = (iso: string) => screen(aLead(), rules, at(iso), zones).result;
  expect(['2026-11-19T17:00Z', '2026-11-20T17:00Z', '2026-11-21T17:00Z', '2026-11-22T17:00Z'].map(resultAt)).toEqual([
    'allowed',
    'blocked',
    'blocked',
    'allowed',
  ]);
});

test('findings carry facts, never a telephone number', () => {
  const facts = aLead({ phones: [aPhone({ e164: '+12125550101' as never })] });
  expect(JSON.stringify(verdictOf(facts))).not.toContain('2125550101');
});

test('every rule of the house says in a line what it asks', () => {
  const nameless = STANDARD_RULES.rules.map(({ id }) => id).filter((id) => !(id in HOUSE_RULES));
  expect(nameless).toEqual([]);
});
