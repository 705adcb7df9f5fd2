import type { DisclosuresReport } from '../contract.ts';
import type { OpeningPart } from './greeting.ts';

/** Notes which of the words that the law asks for were said, and when since the answer. */
export class SaidDisclosures {
  readonly #sinceAnswer: () => number;
  readonly #on: DisclosuresReport['on'];
  readonly #parts: { keys: readonly string[]; endedMs: number; whole: boolean }[] = [];

  /** @param sinceAnswer milliseconds since the call was answered, now. */
  constructor(sinceAnswer: () => number, on: DisclosuresReport['on'] = 'answer') {
    this.#sinceAnswer = sinceAnswer;
    this.#on = on;
  }

  note({ keys }: OpeningPart, whole: boolean): void {
    this.#parts.push({ keys, endedMs: this.#sinceAnswer(), whole });
  }

  /** One part begins where the one before it ended; the first when words began. Null where nothing was due. */
  report(beganMs: number | null): DisclosuresReport | null {
    let startedMs = beganMs ?? 0;
    const said = this.#parts.flatMap(({ keys, endedMs, whole }) => {
      const from = Math.round(startedMs);
      startedMs = endedMs;
      return keys.map((key) => ({ key, startedMs: from, endedMs: Math.round(endedMs), whole }));
    });
    return said.length === 0 ? null : { on: this.#on, said };
  }
}
