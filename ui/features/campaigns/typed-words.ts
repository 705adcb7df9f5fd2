import type { Campaign } from '../../api-client/types.gen.ts';

type Overrides = Campaign['overrides'];
const FIELDS = ['disclosureMessage', 'greetingMessage', 'systemPrompt'] as const;

/** The words of a campaign that somebody typed and did not save yet; empty: the agents’ own are to be said. */
export type TypedWords = Partial<Record<(typeof FIELDS)[number], string>>;

/** What is stored, with what was typed in its place; everything else stays as it is stored now. */
export function withWords(stored: Overrides, typed: TypedWords): Overrides {
  const words = { ...stored };
  for (const field of FIELDS) {
    const text = typed[field];
    if (text === '') delete words[field];
    else if (text !== undefined) words[field] = text;
  }
  return words;
}

/** What of it differs from what is stored: a text that was typed back is nobody’s change. */
export function changedWords(stored: Overrides, typed: TypedWords): TypedWords {
  const changed = FIELDS.filter((field) => typed[field] !== undefined && typed[field] !== (stored[field] ?? ''));
  return Object.fromEntries(changed.map((field) => [field, typed[field] ?? '']));
}
