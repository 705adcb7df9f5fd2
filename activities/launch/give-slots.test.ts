import { expect, test } from '@jest/globals';
import { giveSlots } from './give-slots.ts';

const buckets = { campaignNextMs: 0, trunkNextMs: 0, campaignCallsPerSecond: 10, trunkCallsPerSecond: 5 };

test('slots keep the slower bucket’s distance and begin at the earliest moment', () => {
  const { slots, next } = giveSlots([0, 0, 0], buckets, { earliestMs: 1_000, untilMs: 9_000 });
  expect(slots).toEqual([1_000, 1_200, 1_400]);
  expect(next).toEqual({ campaignMs: 1_500, trunkMs: 1_600 });
});

test('a lead that falls due later gets no earlier slot, and the time before it is not saved up', () => {
  const { slots } = giveSlots([0, 1_700, 1_700], buckets, { earliestMs: 1_000, untilMs: 9_000 });
  expect(slots).toEqual([1_000, 1_700, 1_900]);
});

test('slots go on where earlier launches ended, the trunk’s other campaigns among them', () => {
  const { slots } = giveSlots([0], { ...buckets, trunkNextMs: 3_000 }, { earliestMs: 1_000, untilMs: 9_000 });
  expect(slots).toEqual([3_000]);
});

test('no slot lies beyond the horizon', () => {
  expect(giveSlots([0, 0, 0], buckets, { earliestMs: 0, untilMs: 400 }).slots).toEqual([0, 200]);
  const full = giveSlots([0], { ...buckets, campaignNextMs: 500 }, { earliestMs: 0, untilMs: 400 });
  expect(full).toEqual({ slots: [], next: { campaignMs: 500, trunkMs: 0 } });
});
