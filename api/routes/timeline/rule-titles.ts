import { LAW_PACKS } from '../../../domain/compliance/jurisdictions/packs.ts';
import { HOUSE_RULES } from '../../../domain/vocabulary.ts';

const TITLES: ReadonlyMap<string, string> = new Map([
  ...LAW_PACKS.flatMap(({ provisions }) => provisions.map(({ id, title }) => [id, title] as const)),
  ...Object.entries(HOUSE_RULES),
]);

/** What a rule asks, in a line; null for rules of a tenant's own, which are known by their tenant alone. */
export function titleOfRule(rule: unknown): string | null {
  return typeof rule === 'string' ? (TITLES.get(rule) ?? null) : null;
}
