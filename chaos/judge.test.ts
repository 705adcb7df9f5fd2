import { expect, test } from '@jest/globals';
import type { CarrierLogEntry } from '../dev-carrier/contract.ts';
import { type Evidence, judge, type Violation } from './judge.ts';

function entry(
  intent: string,
  event: CarrierLogEntry['event'],
  changes: Partial<CarrierLogEntry> = {},
): CarrierLogEntry {
  return {
    at: '2026-11-21T15:00:00.000Z',
    event,
    carrier: 'fake',
    intent,
    callId: `call-${intent}`,
    numberTail: '00',
    numberKey: `number-${intent}`,
    sequence: 1,
    concurrent: 1,
    ...changes,
  };
}

/** One lead, called once, over. */
function good(changes: Partial<Evidence> = {}): Evidence {
  return {
    log: [entry('a', 'placed'), entry('a', 'answered'), entry('a', 'ended', { concurrent: 0 })],
    attempts: [{ id: 'a', state: 'ended', disposition: 'completed' }],
    leads: [{ id: 'l', state: 'done', lastDisposition: 'completed', promised: false }],
    leases: 0,
    limit: 1,
    ...changes,
  };
}

test('a good run has no violation', () => {
  expect(judge(good())).toEqual([]);
});

test('a lead whose promised callback is still to come is not lost', () => {
  const leads = [{ id: 'l', state: 'waiting', lastDisposition: 'callback-requested', promised: true }] as const;
  expect(judge(good({ leads }))).toEqual([]);
});

const again = { callId: 'call-2', sequence: 2 };
test.each<[Violation['check'], Partial<Evidence>]>([
  [
    'dialled-twice',
    { log: [...good().log, entry('a', 'placed', again), entry('a', 'ended', { ...again, concurrent: 0 })] },
  ],
  ['over-the-limit', { log: [entry('a', 'placed', { concurrent: 2 })] }],
  ['lost-lead', { leads: [{ id: 'l', state: 'in-call', lastDisposition: null, promised: false }] }],
  ['lost-lead', { leads: [{ id: 'l', state: 'done', lastDisposition: null, promised: false }] }],
  ['unfinished-attempt', { attempts: [{ id: 'a', state: 'dialing', disposition: null }] }],
  ['lease-left', { leases: 1 }],
  ['denied-dial', { attempts: [{ id: 'a', state: 'ended', disposition: 'cancelled' }] }],
  ['unknown-call', { attempts: [] }],
])('%s is noticed', (check, broken) => {
  expect(judge(good(broken)).map((violation) => violation.check)).toEqual([check]);
});

test('two-calls-to-one-number is noticed', () => {
  const one = { numberKey: 'n' };
  const log = [
    entry('a', 'placed', one),
    entry('b', 'placed', one),
    entry('a', 'ended', one),
    entry('b', 'ended', one),
  ];
  const attempts = [
    { id: 'a', state: 'ended', disposition: 'completed' },
    { id: 'b', state: 'ended', disposition: 'busy' },
  ] as const;
  expect(judge(good({ log, attempts })).map((violation) => violation.check)).toEqual(['two-calls-to-one-number']);
});
