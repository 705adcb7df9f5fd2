import { randomUUID } from 'node:crypto';
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { CallLog, readCallLog } from './call-log.ts';
import type { CarrierLogEntry } from './contract.ts';

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
