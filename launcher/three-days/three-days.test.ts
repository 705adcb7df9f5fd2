import { createHmac } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { CarrierLogEntry } from '../../dev-carrier/contract.ts';
import { DAY_MS } from '../../domain/time.ts';
import { zoneTable } from '../../numbering/zones.ts';
import { type EngineStand, startEngineStand } from '../../testing/stand/engine-stand.ts';
import { readEarlierCalls, readPeople, STORY_FOLDER, storyTimes } from './story.ts';
import { type StoryTold, tellStory } from './tell-story.ts';
import { breachesOf, type Witnesses, type WitnessedCall } from './testing/judge.ts';
import { onStoryClock } from './visits.ts';

jest.setTimeout(480_000);

const zones = zoneTable();
const SEED = 'three-days';
const folder = mkdtempSync(join(tmpdir(), 'ringfence-three-days-'));
const people = [
  ...readPeople('sales.csv').map((person) => ({ ...person, kind: 'telemarketing' as const })),
  ...readPeople('debts.csv').map((person) => ({ ...person, kind: 'debt' as const })),
];
const times = storyTimes(zones, Date.now());
let stand: EngineStand;
let told: StoryTold;
let witnesses: Witnesses;

beforeAll(async () => {
  stand = await startEngineStand({
    speed: 5,
    seed: SEED,
    api: true,
    worker: { REGISTRY_FOLDER: join(folder, 'registry') },
  });
  told = await tellStory({
    ...{ database: stand.database, keyring: stand.keyring, zones, carrierUrl: stand.carrierUrl },
    apiUrl: `http://127.0.0.1:${stand.environment['API_PORT']}`,
    proof: { archive: join(folder, 'ledger.zip'), head: join(folder, 'head.json') },
    signal: AbortSignal.timeout(400_000),
  });
  witnesses = {
    people,
    earlier: readEarlierCalls(times, zones),
    listed: {
      internal: ['+12125550124'],
      'us-federal': registry('us-federal'),
      'ca-national': registry('ca-national'),
    },
    placed: placedCalls(),
    storyBegins: times.begins,
  };
});
afterAll(async () => {
  await stand?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** The carrier's log names numbers by a hash under its seed: nothing that the product stored is needed to read it. */
function placedCalls(): WitnessedCall[] {
  const keyOf = (phone: string) => createHmac('sha256', SEED).update(phone).digest('hex').slice(0, 16);
  const phones = new Map(people.map(({ phone }) => [keyOf(phone), phone]));
  const log: CarrierLogEntry[] = stand.carrierLog();
  const storyTime = (real: string) => onStoryClock(told.windings, Date.parse(real));
  return log
    .filter(({ event }) => event === 'placed')
    .map(({ intent, at, numberKey }) => {
      const answered = log.find((entry) => entry.intent === intent && entry.event === 'answered');
      const ended = log.find((entry) => entry.intent === intent && entry.event === 'ended');
      const nobodyTalked = ['voicemail', 'silent'].includes(ended?.reason ?? '');
      return {
        phone: phones.get(numberKey ?? '') ?? '',
        at: storyTime(at),
        talkedAt: answered && !nobodyTalked ? storyTime(answered.at) : null,
      };
    });
}

function registry(name: string): string[] {
  const lines = readFileSync(join(STORY_FOLDER, `${name}.txt`), 'utf8')
    .trim()
    .split('\n');
  return lines.map((line) => `+1${line}`);
}

describe('the compliance story of three days', () => {
  test('nobody was called outside a rule, as the carrier saw it', () => {
    expect(witnesses.placed.length).toBeGreaterThan(15);
    expect(breachesOf(witnesses, zones)).toEqual([]);
  });

  test('the judge is no friend: calls a day earlier, or of people who may not be called, are breaches', () => {
    const earlier = witnesses.placed.map((call) => ({ ...call, at: call.at - DAY_MS / 2 }));
    expect(breachesOf({ ...witnesses, placed: earlier }, zones)).not.toEqual([]);
    const noonOnFriday = { at: (times.askedAt[2] ?? 0) + 3 * 3_600_000, talkedAt: null };
    const forbidden = ['7', '9', '20', '21', '22', '23', '24', '32'];
    const placed = people.filter(({ id }) => forbidden.includes(id)).map(({ phone }) => ({ phone, ...noonOnFriday }));
    expect(breachesOf({ ...witnesses, placed }, zones)).toHaveLength(forbidden.length);
  });

  test('the holiday was kept: on Thanksgiving nobody in RI, LA, UT, PA and AL is called, and the law is named', () => {
    const thursday = told.days[1];
    const kept = new Map(thursday?.notCalled.map(({ person, rule, next }) => [person.id, { rule, next }]));
    const called = thursday?.called.map(({ person }) => person.id);
    for (const [id, rule] of [
      ['4', 'us-ri.hours'],
      ['5', 'us-la.hours'],
      ['6', 'us-ut.hours'],
      ['12', 'us-pa.holidays'],
      ['13', 'us-al.holidays'],
    ] as const) {
      expect(called).not.toContain(id);
      expect(kept.get(id)).toMatchObject({ rule, next: expect.any(Number) });
    }
  });

  test('everybody who may be called at some time of the three days was called', () => {
    const never = ['5', '7', '9', '20', '21', '22', '23', '24', '32'];
    const called = new Set(witnesses.placed.map(({ phone }) => phone));
    expect(people.filter(({ phone }) => !called.has(phone)).map(({ id }) => id)).toEqual(never);
  });

  test.each([
    ['7', 'us-wa.automatic-devices'],
    ['9', 'us-ms.recorded-voice'],
    ['20', 'us.consent-artificial-voice'],
    ['21', 'us.consent-artificial-voice'],
    ['22', 'us.consent-artificial-voice'],
    ['23', 'us.national-list'],
    ['24', 'suppression'],
    ['32', 'us.debt-after-conversation'],
  ])('person %s is not called on any day because of %s', (id, rule) => {
    const reasons = told.days.map(({ notCalled }) => notCalled.find(({ person }) => person.id === id)?.rule);
    expect(reasons).toEqual([rule, rule, rule]);
  });

  test('the ledger of it all is complete and unchanged', () => {
    expect(told.verification).toMatchObject({ ok: true });
  });
});
