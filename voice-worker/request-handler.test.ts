import { describe, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { CallSlots } from './call-slots.ts';
import { defaultConcurrency } from './config.ts';
import { type OfferedJob, requestHandler } from './request-handler.ts';

const log = pino({ level: 'silent' });

function rig(capacity: number) {
  const clock = { now: 0 };
  const slots = new CallSlots({ capacity, now: () => clock.now });
  const seen = { accepted: [] as string[], rejected: [] as string[], refusals: 0 };
  const offer = requestHandler(slots, { inc: () => (seen.refusals += 1) }, log);
  const job = (id: string, about: Partial<OfferedJob> = {}): OfferedJob => ({
    id,
    accept: async () => void seen.accepted.push(id),
    reject: async () => void seen.rejected.push(id),
    ...about,
  });
  return { clock, slots, seen, offer, job };
}

describe('the limit of calls at once', () => {
  test('holds in a burst of offers, all of them under way together', async () => {
    const { slots, seen, offer, job } = rig(25);
    let letGo: () => void = () => {};
    const assignment = new Promise<void>((resolve) => (letGo = resolve));
    const accept = async () => assignment;
    const offers = Array.from({ length: 60 }, (_, index) => offer(job(`job-${index}`, { accept })));
    expect(slots.active).toBe(25);
    letGo();
    await Promise.all(offers);
    expect(seen.rejected).toHaveLength(35);
    expect(seen.refusals).toBe(35);
  });

  test('frees a slot when the call’s process is gone, and not before', async () => {
    const { slots, seen, offer, job } = rig(1);
    await offer(job('first'));
    slots.reconcile(['first']);
    await offer(job('second'));
    slots.reconcile([]);
    await offer(job('third'));
    expect(seen).toMatchObject({ accepted: ['first', 'third'], rejected: ['second'] });
  });

  test('gives a slot back when the job never came', async () => {
    const { clock, slots, offer, job } = rig(1);
    await offer(job('lost'));
    clock.now = 14_000;
    slots.reconcile([]);
    expect(slots.active).toBe(1);
    clock.now = 16_000;
    slots.reconcile([]);
    expect(slots.active).toBe(0);
  });

  test('gives a slot back when accepting fails', async () => {
    const { slots, offer, job } = rig(1);
    const failing = job('broken', { accept: () => Promise.reject(new Error('gone')) });
    await expect(offer(failing)).rejects.toThrow('gone');
    expect(slots.active).toBe(0);
  });

  test('takes nothing while stopping', async () => {
    const { slots, seen, offer, job } = rig(5);
    slots.close();
    await offer(job('late'));
    expect(seen.rejected).toEqual(['late']);
  });
});

test.each([
  [1, 3],
  [2, 6],
  [4, 12],
  [9, 25],
  [64, 25],
])('on %d cores the default is %d calls', (cores, calls) => expect(defaultConcurrency(cores)).toBe(calls));
