import type { EpochMs, ZoneTable } from '../time.ts';
import type { CompiledRules } from './compile-rules.ts';
import { forceOf, isInForce } from './provisions/in-force.ts';
import { ruleOf } from './provisions/rule-of.ts';
import type { RuleSet } from './rule.ts';

/**
 * The provisions that were, or will be, in force at `at` where the call goes, as if they always were: to ask about one
 * moment under the law of another. What is no provision (the house's own rules) stays as it is.
 */
export function rulesAt(
  compiled: CompiledRules,
  at: EpochMs,
  placeZones: readonly string[],
  zones: ZoneTable,
): RuleSet {
  const dated = new Map(compiled.provisions.map((provision) => [provision.id, provision]));
  const rules = compiled.rules.flatMap((rule) => {
    const provision = dated.get(rule.id);
    if (!provision || (provision.from === null && provision.until === null)) return [rule];
    if (!isInForce(forceOf(provision), placeZones, at, zones)) return [];
    const own = compiled.overrides.filter((override) => override.provision === provision.id);
    return ruleOf({ ...provision, from: null, until: null }, own) ?? [];
  });
  return { version: `${compiled.version}@${new Date(at).toISOString()}`, rules };
}
