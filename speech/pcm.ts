/** Arithmetic on mono 16-bit PCM. */

/** Root mean square of a stretch of samples: how loud it is. */
export function loudness(pcm: Int16Array, from = 0, length = pcm.length): number {
  let sum = 0;
  for (let i = from; i < from + length; i++) sum += (pcm[i] ?? 0) ** 2;
  return Math.sqrt(sum / Math.max(1, length));
}

/** Above this a frame is heard as speech; Flite's own silence is far below. */
export const AUDIBLE = 250;

/** Cuts silence off both ends in steps of `step` samples: Flite leads in with about 150 ms of it. */
export function trimSilence(pcm: Int16Array, step = 320): Int16Array {
  let start = 0;
  let end = pcm.length;
  while (start + step < end && loudness(pcm, start, step) < AUDIBLE) start += step;
  while (end - step > start && loudness(pcm, end - step, step) < AUDIBLE) end -= step;
  return pcm.slice(start, end);
}

/** Consecutive frames of `samples` samples; the last is padded with silence. */
export function* frames(pcm: Int16Array, samples: number): Generator<Int16Array> {
  for (let offset = 0; offset < pcm.length; offset += samples) {
    const frame = new Int16Array(samples);
    frame.set(pcm.subarray(offset, offset + samples));
    yield frame;
  }
}
