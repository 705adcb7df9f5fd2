import { countTokens as countPlain } from 'gpt-tokenizer/encoding/o200k_base';

/** What looks like a control token in a prompt is text like any other. */
const PLAIN = { disallowedSpecial: new Set<string>() };
const countWhole = (text: string) => countPlain(text, PLAIN);

/** Longer runs without a break are counted in parts: their cost grows with the square of their length. */
const RUN = 256;
const longRuns = new RegExp(`[\\p{L}\\p{M}]{${RUN}}|\\s{${RUN}}|[^\\s\\p{L}\\p{M}]{${RUN}}`, 'gu');

/**
 * Tokens of a text by o200k_base, the tokenizer of OpenAI's models since GPT-4o. `exact` is false where a run of more
 * than 256 letters, blanks or signs was counted in parts, which may count a token too many for each part.
 */
export function countTokens(text: string): { tokens: number; exact: boolean } {
  let tokens = 0;
  let from = 0;
  let exact = true;
  for (const run of text.matchAll(longRuns)) {
    const to = run.index + run[0].length;
    tokens += countWhole(text.slice(from, to));
    from = to;
    exact = false;
  }
  return { tokens: tokens + countWhole(text.slice(from)), exact };
}
