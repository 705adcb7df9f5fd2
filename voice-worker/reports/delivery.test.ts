import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { ApiRefusal } from '../api-client.ts';
import { until } from '../../testing/child-scripts.ts';
import { Delivery, type SignalCallEnded } from './delivery.ts';
import { Spool, type SpoolItem } from './spool.ts';

let folder: string;
let delivery: Delivery | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'spool-'));
});
afterEach(async () => {
  await delivery?.close();
  rmSync(folder, { recursive: true, force: true });
});

const anEnd = (workflowId = `call:${randomUUID()}`): SpoolItem => ({
  kind: 'call-ended',
  workflowId,
  report: {
    outcome: 'completed',
    endReason: 'agent-ended',
    endedAt: '2026-11-21T15:00:00.000Z',
    talkMs: 1,
    turns: 0,
    optOut: false,
  },
});
const anOptOut = (): SpoolItem => ({
  kind: 'opt-out',
  attemptId: randomUUID(),
  report: { heardAt: '2026-11-21T15:00:00.000Z' },
});

function deliver(
  signal: SignalCallEnded,
  api: { turns?: () => Promise<void>; optOut?: () => Promise<void> } = {},
): Delivery {
  const taken = async () => {};
  delivery = new Delivery({
    spool: new Spool(folder),
    signal,
    api: { turns: api.turns ?? taken, optOut: api.optOut ?? taken, disclosures: taken },
    log: pino({ level: 'silent' }),
  });
  return delivery;
}

describe('a report', () => {
  test('is signalled once and then leaves the spool', async () => {
    const signalled: string[] = [];
    new Spool(folder).put(anEnd('call:a'));
    const delivering = deliver(async (id) => {
      signalled.push(id);
      return 'accepted';
    });
    await delivering.deliver();
    await delivering.deliver();
    expect(signalled).toEqual(['call:a']);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('waits while Temporal is away and is delivered when it is back, without being asked again', async () => {
    let away = 3;
    new Spool(folder).put(anEnd());
    const delivering = deliver(async () => {
      if (away-- > 0) throw new Error('unavailable');
      return 'accepted';
    });
    await delivering.deliver();
    expect(delivering.waiting).toBe(1);
    await until(() => delivering.waiting === 0, 'the report is delivered');
  });

  test('survives a worker that died before delivering it', async () => {
    new Spool(folder).put(anEnd('call:b'));
    const signalled: string[] = [];
    await deliver(async (id) => {
      signalled.push(id);
      return 'accepted';
    }).deliver();
    expect(signalled).toEqual(['call:b']);
  });

  test('for a workflow that has ended is let go', async () => {
    new Spool(folder).put(anEnd());
    const delivering = deliver(async () => 'gone');
    await delivering.deliver();
    expect(delivering.waiting).toBe(0);
  });

  test('that cannot be read is set aside and holds up nothing', async () => {
    writeFileSync(join(folder, '0-broken.json'), '{ half');
    new Spool(folder).put(anEnd());
    const delivering = deliver(async () => 'accepted');
    await delivering.deliver();
    expect(readdirSync(folder)).toEqual(['0-broken.unreadable']);
  });
});

test('a full spool gives up what was said, never a refusal or how a call ended', () => {
  const turns: SpoolItem = {
    kind: 'disclosures',
    attemptId: randomUUID(),
    report: { on: 'answer', said: [] },
  };
  const spool = new Spool(folder, 3);
  for (const item of [anOptOut(), anEnd(), turns, turns, anOptOut(), turns]) spool.put(item);
  const kept = spool.waiting().map(({ item }) => item.kind);
  expect(kept.toSorted()).toEqual(['call-ended', 'opt-out', 'opt-out']);
  for (let i = 0; i < 3; i++) spool.put(anOptOut());
  expect(spool.waiting()).toHaveLength(6);
});

test('an opt-out that is refused is never given up; turns that are refused are', async () => {
  const refused = () => Promise.reject(new ApiRefusal(409, 'it', ''));
  const spool = new Spool(folder);
  spool.put(anOptOut());
  const turn = {
    index: 0,
    speaker: 'agent' as const,
    text: 'Hello.',
    startedAt: '2026-11-21T15:00:00.000Z',
    endedAt: '2026-11-21T15:00:01.000Z',
    latency: {},
    interrupted: false,
  };
  spool.put({ kind: 'turns', attemptId: randomUUID(), report: { turns: [turn] } });
  const delivering = deliver(async () => 'accepted', { turns: refused, optOut: refused });
  await delivering.deliver();
  expect(spool.waiting().map(({ item }) => item.kind)).toEqual(['opt-out']);
});
