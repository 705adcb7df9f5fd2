import { createHash } from 'node:crypto';

/** A number in [0, 1) that depends on its words alone: the same seed gives the same callees every time. */
export function seeded(...words: (string | number)[]): number {
  return createHash('sha256').update(words.join('\u0000')).digest().readUIntBE(0, 6) / 2 ** 48;
}

/** A lognormal time around `medianMs`, from one seeded number. */
export function lognormalMs(medianMs: number, sigma: number, uniform: number): number {
  return Math.round(medianMs * Math.exp(sigma * normalQuantile(uniform)));
}

/** Picks by weight. Weights need not add up to one. */
export function pick<T>(weighted: readonly (readonly [T, number])[], uniform: number): T {
  let left = uniform * weighted.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [choice, weight] of weighted) {
    left -= weight;
    if (left < 0) return choice;
  }
  throw new Error('nothing to pick from');
}

function normalQuantile(uniform: number): number {
  const p = Math.min(1 - 1e-9, Math.max(1e-9, uniform));
  const tail = Math.min(p, 1 - p);
  const t = Math.sqrt(-2 * Math.log(tail));
  // Abramowitz and Stegun 26.2.23, error below 0.00045.
  const z =
    t - (2.515517 + 0.802853 * t + 0.010328 * t * t) / (1 + 1.432788 * t + 0.189269 * t * t + 0.001308 * t ** 3);
  return p < 0.5 ? -z : z;
}
