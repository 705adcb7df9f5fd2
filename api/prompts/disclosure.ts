import { disclosurePhrases } from './disclosure-phrases.ts';

/** Words by which a greeting tells that a machine speaks. */
const SAYS_SO = /\b(automated|artificial|virtual (assistant|agent)|ai (assistant|agent|voice)|robot|computer)\b/i;

/**
 * What must be said first. The campaign's words, else the agent's, else the tenant's; where nobody chose any, a sentence
 * of the house, unless the greeting already tells that a machine calls. Empty words mean: the greeting has it all.
 */
export function disclosureOf(
  chosen: readonly (string | null | undefined)[],
  greeting: string,
  tenantName: string,
  language: string | null = null,
): string | null {
  const words = chosen.find((one) => one !== null && one !== undefined);
  if (words !== undefined && words !== null) return words.trim() === '' ? null : words;
  return SAYS_SO.test(greeting) ? null : disclosurePhrases(language).identity(tenantName);
}

/** The greeting's first sentences, up to the one that tells that a machine calls, and the rest of it. */
export function splitGreeting(greeting: string): { identification: string; rest: string } {
  const said = SAYS_SO.exec(greeting);
  if (!said) return { identification: '', rest: greeting };
  const end = /[.!?](?=\s|$)/.exec(greeting.slice(said.index));
  const length = end ? said.index + end.index + 1 : greeting.length;
  return { identification: greeting.slice(0, length).trim(), rest: greeting.slice(length).trim() };
}
