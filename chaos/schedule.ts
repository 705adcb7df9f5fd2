/** Which process is struck when, decided by the seed alone. */
import { createHash } from 'node:crypto';

export type Blow =
  /** `kill -9`, and started again after the pause. */
  | { atMs: number; kind: 'kill'; target: string; downMs: number }
  /** SIGSTOP; woken by SIGCONT after its dials were given up. */
  | { atMs: number; kind: 'freeze'; target: string; frozenMs: number };

export interface ScheduleSettings {
  seed: string;
  blows: number;
  /** Within this long from the start, milliseconds. */
  withinMs: number;
  targets: readonly string[];
  freeze?: { target: string; frozenMs: number };
}

export function schedule(settings: ScheduleSettings): Blow[] {
  const { seed, blows, withinMs, targets, freeze } = settings;
  const kills = Array.from({ length: blows }, (_, i): Blow => {
    // Each in its own stretch of the run, so that a process has a life between two deaths.
    const stretch = withinMs / blows;
    const target = targets[Math.floor(chance(seed, i, 'target') * targets.length)] ?? targets[0] ?? '';
    return {
      atMs: Math.round(stretch * (i + chance(seed, i, 'when') * 0.7)),
      kind: 'kill',
      target,
      downMs: Math.round(200 + 2_000 * chance(seed, i, 'down')),
    };
  });
  if (!freeze) return kills;
  return [
    ...kills,
    { atMs: Math.round(withinMs * 0.3 * chance(seed, 0, 'freeze')), kind: 'freeze' as const, ...freeze },
  ].sort((a, b) => a.atMs - b.atMs);
}

/** A number in [0, 1) of its words. */
function chance(...words: (string | number)[]): number {
  return createHash('sha256').update(words.join('\0')).digest().readUIntBE(0, 6) / 2 ** 48;
}
