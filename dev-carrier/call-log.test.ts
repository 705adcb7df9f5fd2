import { randomUUID } from 'node:crypto';
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { CallLog, readCallLog } from './call-log.ts';
import { type CarrierLogEntry, PlaceCall } from './contract.ts';
import { Switchboard } from './switchboard.ts';

const anEntry = (): CarrierLogEntry => ({
  at: '2026-11-21T15:00:00.000Z',
  event: 'placed',
  carrier: 'fake',
  intent: randomUUID(),
  callId: null,
  numberTail: null,
  numberKey: null,
  sequence: 1,
  concurrent: 1,
});

test('a line that was torn is left out, and spoils none that follows', () => {
  const folder = mkdtempSync(join(tmpdir(), 'call-log-'));
  try {
    const file = join(folder, 'calls.jsonl');
    const [whole, torn, next] = [anEntry(), anEntry(), anEntry()];
    const before = new CallLog(file);
    before.append(whole);
    before.close();
    appendFileSync(file, JSON.stringify(torn).slice(0, 100));
    const after = new CallLog(file);
    after.append(next);
    after.close();
    expect(readCallLog(file)).toEqual([whole, next]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('a fence that could not be written holds, and is written when it is asked for again', () => {
  const folder = mkdtempSync(join(tmpdir(), 'call-log-'));
  const log = new CallLog(join(folder, 'calls.jsonl'));
  const now = () => new Date('2026-11-21T15:00:00.000Z');
  try {
    const board = new Switchboard({ log, seed: 'seed', now });
    const about = { carrier: 'fake', intent: randomUUID(), number: '+12125550142' };
    const call = PlaceCall.parse({ ...about, ringingTimeoutMs: 30_000, maxDurationMs: 60_000 });
    const append = log.append.bind(log);
    log.append = () => {
      throw new Error('no space');
    };
    expect(() => board.place(call)).toThrow('no space');
    expect([board.live, board.placed, board.dialsOf(call.number), board.callsOf(call.intent)]).toEqual([0, 0, 0, []]);
    expect(() => board.fence(call.intent)).toThrow('no space');
    expect(board.isFenced(call.intent)).toBe(true);
    log.append = append;
    expect(board.fence(call.intent)).toEqual({ saw: 'never-placed', call: null });
    expect(new Switchboard({ log, seed: 'seed', now }).isFenced(call.intent)).toBe(true);
    expect(log.read()).toHaveLength(1);
  } finally {
    log.close();
    rmSync(folder, { recursive: true });
  }
});
