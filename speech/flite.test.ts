import { afterAll, describe, expect, test } from '@jest/globals';
import { Flite, SAMPLE_RATE } from './flite.ts';
import { frames, loudness, trimSilence } from './pcm.ts';

const flite = new Flite();
afterAll(() => flite.close());

describe('the demo voice', () => {
  test('speaks a sentence audibly and for a plausible time', async () => {
    const pcm = await flite.speak('Hello, this is a demonstration call.');
    expect(pcm.length / SAMPLE_RATE).toBeGreaterThan(1.2);
    expect(pcm.length / SAMPLE_RATE).toBeLessThan(6);
    expect(loudness(pcm)).toBeGreaterThan(300);
  });

  test('speaks several sentences asked at once, each its own', async () => {
    const [short, long] = await Promise.all([
      flite.speak('Yes.'),
      flite.speak('I would like to know a great deal more about this offer of yours, please.', 'rms'),
    ]);
    expect(long.length).toBeGreaterThan(short.length * 2);
  });

  test('refuses to speak once closed', async () => {
    const closed = new Flite();
    await closed.close();
    await expect(closed.speak('Too late.')).rejects.toThrow('closed');
  });
});

describe('samples', () => {
  test('silence is cut off both ends and nothing else', () => {
    const pcm = new Int16Array(3_200);
    pcm.fill(4_000, 960, 1_920);
    expect(trimSilence(pcm)).toEqual(new Int16Array(960).fill(4_000));
  });

  test('frames cover every sample and pad the last', () => {
    const got = [...frames(new Int16Array([1, 2, 3, 4, 5]), 2)];
    expect(got.map((frame) => [...frame])).toEqual([
      [1, 2],
      [3, 4],
      [5, 0],
    ]);
  });
});
