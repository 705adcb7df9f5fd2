import { describe, expect, test } from '@jest/globals';
import type { FenceSeen } from '../activities/interface.ts';
import { aReport } from '../testing/engine-driver.ts';
import { type AfterFence, afterFence, settledByDial } from './call-outcome.ts';

const never: FenceSeen = { placed: 'never', ringing: false, answered: false };
const maybe: FenceSeen = { ...never, placed: 'maybe' };
const talked: FenceSeen = { placed: 'yes', ringing: true, answered: true };
const answered = { kind: 'answered', answeredAt: '2026-11-21T15:00:00.000Z', carrierCallId: 'SCL_1' } as const;
const base: AfterFence = { seen: maybe, dial: undefined, report: undefined, cause: 'dial-unknown', nowMs: 0 };

describe('after the fence', () => {
  test.each<[string, Partial<AfterFence>, string, string]>([
    ['nobody can tell', {}, 'unknown', 'fenced'],
    ['nothing was placed, provably', { seen: never }, 'cancelled', 'not-dialled'],
    ['it was answered and nobody reported', { seen: talked }, 'unknown', 'agent-lost'],
    [
      'the carrier said busy after all',
      { dial: { kind: 'not-answered', disposition: 'busy' } },
      'busy',
      'not-answered',
    ],
    ['the conversation reported after all', { report: aReport() }, 'completed', 'agent-ended'],
    ['the guard fell on a silent agent', { dial: answered, cause: 'guard-timer' }, 'agent-failed', 'max-duration'],
    [
      'the campaign stopped a conversation',
      { dial: answered, cause: 'campaign-stopped' },
      'completed',
      'campaign-stopped',
    ],
    ['the campaign stopped a ringing call', { cause: 'campaign-stopped' }, 'unknown', 'campaign-stopped'],
    ['the number opted out elsewhere meanwhile', { dial: answered, cause: 'opted-out' }, 'opted-out', 'opted-out'],
    ['the workflow was cancelled', { cause: 'cancelled' }, 'unknown', 'fenced'],
  ])('%s', (_, changes, disposition, endReason) => {
    expect(afterFence({ ...base, ...changes })).toMatchObject({ disposition, endReason });
  });

  test('a dial that nobody took in time is deferred where nothing can have been sent', () => {
    expect(afterFence({ ...base, cause: 'dial-late', seen: never, nowMs: 1_000 })).toEqual({
      disposition: 'deferred',
      endReason: 'not-dialled',
      reason: 'dial-late',
      nextAt: '1970-01-01T00:01:01.000Z',
    });
    expect(afterFence({ ...base, cause: 'dial-late', seen: maybe }).disposition).toBe('unknown');
  });

  test('an agent that was lost before anybody saw the answer leaves the time of the answer', () => {
    const answeredAt = '2026-11-21T15:00:00.000Z';
    const seenIt = { ...talked, answeredAt };
    expect(afterFence({ ...base, seen: seenIt })).toMatchObject({ endReason: 'agent-lost', answeredAt });
    const saidIt = { kind: 'unknown', detail: 'fenced meanwhile', answeredAt } as const;
    expect(afterFence({ ...base, dial: saidIt })).toMatchObject({ endReason: 'agent-lost', answeredAt });
  });

  test('a report counts more than what the dial said, and keeps its facts', () => {
    const report = aReport({ outcome: 'opted-out', endReason: 'opted-out', optOut: true });
    const ending = afterFence({ ...base, dial: { kind: 'unknown', detail: 'timeout' }, report });
    expect(ending).toMatchObject({ disposition: 'opted-out', report: { optOut: true } });
  });
});

test('a refusal at the dial keeps its reason and the next callable time', () => {
  const nextAt = '2026-11-22T14:00:00.000Z';
  expect(settledByDial({ kind: 'refused', disposition: 'deferred', reason: 'outside-window', nextAt })).toEqual({
    disposition: 'deferred',
    endReason: 'not-dialled',
    reason: 'outside-window',
    nextAt,
  });
});
