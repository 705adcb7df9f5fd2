import { contentVersion } from './content-version.ts';
import { indexRules } from './index-rules.ts';
import { LAW_PACKS, type PackName } from './jurisdictions/packs.ts';
import { whyLaxer } from './laxer.ts';
import type { Provision } from './provision.ts';
import { isAbout, type Override, ruleOf } from './provisions/rule-of.ts';
import type { PhoneRule, Rule, RuleSet } from './rule.ts';
import { enteredLaw, knownRules } from './rules/known-rules.ts';
import { ownSuppression } from './rules/suppression.ts';
import { STANDARD_RULES } from './standard-rules.ts';
import { holidayProvisions, type TenantHoliday } from './tenant-holidays.ts';

/** What a tenant's rules are made of. */
export type RuleProfile = {
  /** Law packs; null: all of them. A country whose pack is left out is not called. */
  readonly packs: readonly PackName[] | null;
  /** The tenant's stricter choices and an officer's entered changes. They are asked beside the law, never in its place. */
  readonly amendments: readonly Provision[];
  /** Owners' recorded decisions to be laxer than one provision. */
  readonly overrides: readonly Override[];
  /** Days beside the reviewed tables on which nobody in that place is called. */
  readonly holidays: readonly TenantHoliday[];
};

/** Something in a profile that has no effect, or not the one that was meant. Show it to whoever entered it. */
export type RuleProblem = {
  readonly provision: string;
  readonly kind: 'laxer-than-law' | 'unknown-provision' | 'unreadable' | 'same-id';
  readonly message: string;
};

export type CompiledRules = RuleSet & {
  /** Everything that is asked or must be said, for disclosures and for explaining a finding by its id. */
  readonly provisions: readonly Provision[];
  readonly overrides: readonly Override[];
  readonly problems: readonly RuleProblem[];
};

/** The rules of the product itself that no law pack brings and nobody can override. */
const BASE: readonly Rule[] = STANDARD_RULES.rules
  .filter((rule) => rule.id !== 'lawful-window')
  .map((rule) => (rule.id === 'suppression' ? ownSuppression : rule));

/**
 * The rules that `screen` asks for one tenant: from its profile to `compileRules(profile)` to
 * `screen(facts, rules, now, zones)`. Compile once per revision of the profile and keep the result: it learns which rules
 * are about which places. The version names packs, amendments, overrides and holidays by content.
 */
export function compileRules({ packs, amendments, overrides, holidays }: RuleProfile): CompiledRules {
  const chosen = LAW_PACKS.filter(({ name }) => packs === null || packs.includes(name));
  const law = chosen.flatMap((pack) => pack.provisions);
  const problems: RuleProblem[] = [];
  const changes = withoutTwins(amendments, law, problems);
  const provisions = [...law, ...changes, ...holidayProvisions(holidays)];
  checkChanges(changes, law, overrides, problems);
  for (const { provision } of overrides) {
    if (provisions.some(({ id }) => id === provision)) continue;
    problems.push({
      provision,
      kind: 'unknown-provision',
      message: 'No provision of this name is in force to override.',
    });
  }
  const ofProvisions = provisions.flatMap((provision) => compiled(provision, overrides, problems));
  const rules = [...BASE, knownRules(coveredCountries(chosen), enteredLaw(changes, hasPack)), ...ofProvisions];
  const version = [
    STANDARD_RULES.version,
    `packs-${packs === null ? 'all' : chosen.length}-${contentVersion(law)}`,
    ...[named('changes', changes), named('overrides', overrides), named('holidays', holidays)].flat(),
  ].join('/');
  return { version, rules, index: indexRules(rules), provisions, overrides, problems };
}

function named(what: string, data: readonly unknown[]): string[] {
  return data.length === 0 ? [] : [`${what}-${data.length}-${contentVersion(data)}`];
}

/** A change that cannot be read refuses the calls that it may be about: it must not be taken for none. */
function compiled(provision: Provision, overrides: readonly Override[], problems: RuleProblem[]): PhoneRule[] {
  const own = overrides.filter((override) => override.provision === provision.id);
  try {
    return [ruleOf(provision, own)].filter((rule) => rule !== null);
  } catch (error) {
    const message = error instanceof Error ? error.message : 'it cannot be read';
    problems.push({ provision: provision.id, kind: 'unreadable', message: `No call is made under it: ${message}.` });
    return [refusal(provision)];
  }
}

function refusal(provision: Provision): PhoneRule {
  const { id } = provision;
  return {
    id,
    of: 'phone-dialled',
    isAbout: (call) => isAbout(provision, call),
    check: ({ position }) => ({
      rule: id,
      phone: position,
      result: 'unknown',
      reason: 'check-failed',
      facts: { unreadable: true },
    }),
  };
}

function checkChanges(
  changes: readonly Provision[],
  law: readonly Provision[],
  overrides: readonly Override[],
  problems: RuleProblem[],
): void {
  for (const change of changes) {
    if (change.replaces === undefined) continue;
    const replaced = law.find(({ id }) => id === change.replaces);
    if (!replaced) {
      const message = `There is no provision ${change.replaces} to replace: it is asked beside the law.`;
      problems.push({ provision: change.id, kind: 'unknown-provision', message });
      continue;
    }
    const why = whyLaxer(change, replaced);
    if (why === null || overrides.some(({ provision }) => provision === replaced.id)) continue;
    const message = `${replaced.id} stays in force, since ${why}. An owner may override it with a reason.`;
    problems.push({ provision: change.id, kind: 'laxer-than-law', message });
  }
}

/** An amendment of the same name as a provision would be overridden with it, and findings would not tell them apart. */
function withoutTwins(
  amendments: readonly Provision[],
  law: readonly Provision[],
  problems: RuleProblem[],
): readonly Provision[] {
  const taken = new Set(law.map(({ id }) => id));
  return amendments.map((amendment) => {
    let { id } = amendment;
    while (taken.has(id)) id = `${id}+`;
    taken.add(id);
    if (id === amendment.id) return amendment;
    problems.push({ provision: amendment.id, kind: 'same-id', message: `The name is taken: it goes by ${id}.` });
    return { ...amendment, id };
  });
}

/** A country may be called when every pack that has law of it is chosen, or where an amendment gives it hours. */
function coveredCountries(chosen: readonly { name: PackName }[]): ReadonlySet<string> {
  const covered = new Set(LAW_PACKS.flatMap(({ covers }) => covers));
  for (const { name, covers } of LAW_PACKS) {
    if (!chosen.some((pack) => pack.name === name)) for (const country of covers) covered.delete(country);
  }
  return covered;
}

function hasPack(country: string): boolean {
  return LAW_PACKS.some(({ covers }) => covers.includes(country));
}
