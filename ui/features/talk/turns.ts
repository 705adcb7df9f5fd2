import type { TranscriptTurn } from '../../api-client/types.gen.ts';

/** Milliseconds of each part of the way from the end of the tester's words to the agent's first sound. */
export interface Latency {
  /** As measured; for typed words, which have no end of speech, the sum of the parts. Null: nothing was measured. */
  totalMs: number | null;
  parts: { name: string; ms: number }[];
}

const PARTS: readonly (readonly [key: string, name: string])[] = [
  ['endOfTurnMs', 'noticing the end of your turn'],
  ['sttMs', 'recognising your words'],
  ['llmTtftMs', 'thinking'],
  ['ttsTtfbMs', 'starting to speak'],
];
/** What an answer should take at most. */
export const AIM_MS = 500;

export function latencyOf(turn: Pick<TranscriptTurn, 'latency'>): Latency {
  const measured = turn.latency;
  const read = (key: string): number | null => {
    if (typeof measured !== 'object' || measured === null || !(key in measured)) return null;
    const value: unknown = Reflect.get(measured, key);
    return typeof value === 'number' ? value : null;
  };
  const parts = PARTS.flatMap(([key, name]) => {
    const ms = read(key);
    return ms === null || ms <= 0 ? [] : [{ name, ms }];
  });
  const sum = parts.length === 0 ? null : parts.reduce((all, { ms }) => all + ms, 0);
  return { totalMs: read('totalMs') ?? sum, parts };
}

/** Which part took the time, where the answer came later than aimed at. */
export function whatTookTime({ totalMs, parts }: Latency): string | null {
  if (totalMs === null || totalMs <= AIM_MS) return null;
  const slowest = parts.toSorted((a, b) => b.ms - a.ms)[0];
  return slowest ? `most of it ${slowest.name} (${slowest.ms} ms)` : null;
}

export function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle];
  if (upper === undefined) return null;
  const lower = sorted[middle - 1];
  return sorted.length % 2 === 1 || lower === undefined ? upper : Math.round((lower + upper) / 2);
}

/** What was typed and is not in the record yet: the record holds typed words as they were typed, in their order. */
export function notYetRecorded(typed: readonly string[], turns: readonly TranscriptTurn[]): string[] {
  const recorded = turns.filter(({ speaker }) => speaker === 'callee').map(({ text }) => text.trim());
  const left = [...typed];
  for (const text of recorded) {
    const at = left.findIndex((one) => one.trim() === text);
    if (at !== -1) left.splice(0, at + 1);
  }
  return left;
}
