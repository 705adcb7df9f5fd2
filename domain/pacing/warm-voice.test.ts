import { expect, test } from '@jest/globals';
import { callsForVoice, type VoiceLimits } from './warm-voice.ts';

const voice: VoiceLimits = { free: 6, warm: 2, refillPerSecond: 0, waiting: 0 };

test.each<[string, Partial<VoiceLimits>, number]>([
  ['so many as are warm', {}, 2],
  ['no more than have room', { free: 1 }, 1],
  ['none beside calls that wait for the warm ones', { waiting: 2 }, 0],
  ['never less than none', { waiting: 5 }, 0],
  ['those too that become warm in a moment', { refillPerSecond: 0.7 }, 4],
  ['none that take long to become warm', { warm: 0, refillPerSecond: 0.25 }, 0],
  ['room stays the limit of a worker that refills fast', { refillPerSecond: 10 }, 6],
  ['a limit lowered under live calls stays negative', { free: -1 }, -1],
])('%s', (_, changes, expected) => {
  expect(callsForVoice({ ...voice, ...changes })).toBe(expected);
});
