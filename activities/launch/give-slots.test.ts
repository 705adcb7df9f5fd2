import { expect, test } from '@jest/globals';
import { giveSlots } from './give-slots.ts';

const buckets = { campaignLastMs: null, trunkLastMs: null, campaignCallsPerSecond: 10, trunkCallsPerSecond: 5 };

test('slots keep the slower bucket’s distance and begin at the earliest moment', () => {
  const { slots, last } = giveSlots([0, 0, 0], buckets, { earliestMs: 1_000, untilMs: 9_000 });
  expect(slots).toEqual([1_000, 1_200, 1_400]);
  expect(last).toEqual({ campaignMs: 1_400, trunkMs: 1_400 });
});

test('a lead that falls due later gets no earlier slot, and the time before it is not saved up', () => {
  const { slots } = giveSlots([0, 1_700, 1_700], buckets, { earliestMs: 1_000, untilMs: 9_000 });
  expect(slots).toEqual([1_000, 1_700, 1_900]);
});

test('slots go on where earlier launches ended, the trunk’s other campaigns among them', () => {
  const { slots } = giveSlots([0], { ...buckets, trunkLastMs: 2_800 }, { earliestMs: 1_000, untilMs: 9_000 });
  expect(slots).toEqual([3_000]);
});

test('no slot lies beyond the horizon', () => {
  expect(giveSlots([0, 0, 0], buckets, { earliestMs: 0, untilMs: 400 }).slots).toEqual([0, 200]);
  const full = giveSlots([0], { ...buckets, campaignLastMs: 350 }, { earliestMs: 0, untilMs: 400 });
  expect(full).toEqual({ slots: [], last: { campaignMs: 350, trunkMs: null } });
});

test('a slot that was taken while the rate was low holds the next one back no longer than the rate of now does', () => {
  const slow = { ...buckets, campaignCallsPerSecond: 0.001 };
  const { slots, last } = giveSlots([0, 0], slow, { earliestMs: 1_000, untilMs: 3_500 });
  expect(slots).toEqual([1_000]);
  const faster = { ...buckets, campaignLastMs: last.campaignMs, trunkLastMs: last.trunkMs };
  expect(giveSlots([0], faster, { earliestMs: 2_000, untilMs: 4_500 }).slots).toEqual([2_000]);
});

test('a clock that is set back by an hour does not stop the dialling for an hour', () => {
  const ahead = { ...buckets, campaignLastMs: 3_600_000, trunkLastMs: 3_600_000 };
  const first = giveSlots([0], ahead, { earliestMs: 1_000, untilMs: 3_500 });
  expect(first.slots).toEqual([1_200]);
  const next = { ...buckets, campaignLastMs: first.last.campaignMs, trunkLastMs: first.last.trunkMs };
  expect(giveSlots([0], next, { earliestMs: 2_000, untilMs: 4_500 }).slots).toEqual([2_000]);
});
