import { REFUSAL_WORDS } from './refusal-phrases.ts';

/**
 * Whether words that were spoken refuse further calls, in any of the languages that are known: people answer in their
 * own, whichever the agent speaks. They act by themselves, whatever the language model makes of them.
 */
export function refusesAloud(text: string): boolean {
  const words = plainWords(text);
  return PHRASES.some((pattern) => pattern.test(words));
}

/**
 * Whether a written message refuses further calls. Some words alone are a refusal, by law (47 CFR 64.1200(a)(10)) or by
 * custom; others are read by what they say, and when in doubt a message is not understood rather than taken for something
 * else.
 */
export function refusesInWriting(text: string): boolean {
  const words = plainWords(text);
  return ALONE.has(words.replace(/^please | please$/g, '')) || PHRASES.some((pattern) => pattern.test(words));
}

const ALL = Object.values(REFUSAL_WORDS);
const ALONE = new Set(ALL.flatMap(({ alone }) => alone));
const PHRASES = ALL.flatMap(({ phrases }) => phrases);

/** As the phrases are written: small letters without accents, single spaces, apostrophes and nothing else between. */
function plainWords(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replace(/ß/g, 'ss')
    .replace(/[’‘`´]/g, "'")
    .replace(/[^a-z0-9']+/g, ' ')
    .trim();
}
