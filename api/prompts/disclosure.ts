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
): string | null {
  const words = chosen.find((one) => one !== null && one !== undefined);
  if (words !== undefined && words !== null) return words.trim() === '' ? null : words;
  return SAYS_SO.test(greeting) ? null : `This is an automated assistant calling for ${tenantName}.`;
}
