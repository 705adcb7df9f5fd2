import type { DisclosuresReport } from '../contract.ts';
import type { OpeningPart } from './greeting.ts';

/** Notes which of the words that the law asks for were said, and when since the answer. */
export class SaidDisclosures {
  readonly #sinceAnswer: () => number;
  readonly #parts: { keys: readonly string[]; endedMs: number; whole: boolean }[] = [];

  /** @param sinceAnswer milliseconds since the call was answered, now. */
  constructor(sinceAnswer: () => number) {
    this.#sinceAnswer = sinceAnswer;
  }

  note({ keys }: OpeningPart, whole: boolean): void {
    this.#parts.push({ keys, endedMs: this.#sinceAnswer(), whole });
  }

  /** One part begins where the one before it ended; the first with the first audio. Null where nothing was due. */
  report(firstAudioMs: number | null): DisclosuresReport | null {
    let startedMs = firstAudioMs ?? 0;
    const said = this.#parts.flatMap(({ keys, endedMs, whole }) => {
      const from = Math.round(startedMs);
      startedMs = endedMs;
      return keys.map((key) => ({ key, startedMs: from, endedMs: Math.round(endedMs), whole }));
    });
    return said.length === 0 ? null : { said };
  }
}
