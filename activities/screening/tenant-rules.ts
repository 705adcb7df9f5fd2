import type { TenantTx } from '../../database/connect.ts';
import { readRuleProfile } from '../../database/compliance/rule-profile.ts';
import { type CompiledRules, compileRules, type RuleProfile } from '../../domain/compliance/compile-rules.ts';

/** The rules that each tenant is screened by, compiled once a revision of its profile. */
export interface TenantRules {
  /**
   * `revision` as the profile's row has it in the caller's transaction: a change made anywhere is in force at the next
   * claim or dial of every process. Never of a revision that the transaction itself wrote: the rules are kept under its
   * number, and a rollback gives that to another. Throws where the profile cannot be read: callers then do not dial.
   */
  of(tx: TenantTx, profile: { revision: number; offsetMs: number }): Promise<CompiledRules>;
}

const MOST_TENANTS = 2_000;
/** Tenants that chose the same share one set, and what it has learnt of places. */
const MOST_SETS = 200;

export function createTenantRules(): TenantRules {
  const byTenant = new Map<string, { key: string; rules: CompiledRules }>();
  const byContent = new Map<string, CompiledRules>();
  return {
    async of(tx, { revision, offsetMs }) {
      const key = `${revision} ${offsetMs}`;
      const known = byTenant.get(tx.tenantId);
      if (known?.key === key) return known.rules;
      const rules = compiledOnce(byContent, await readRuleProfile(tx, { offsetMs }));
      makeRoom(byTenant, MOST_TENANTS);
      byTenant.set(tx.tenantId, { key, rules });
      return rules;
    },
  };
}

function compiledOnce(sets: Map<string, CompiledRules>, profile: RuleProfile): CompiledRules {
  const content = JSON.stringify(profile);
  const known = sets.get(content);
  if (known) return known;
  const rules = compileRules(profile);
  makeRoom(sets, MOST_SETS);
  sets.set(content, rules);
  return rules;
}

/** The oldest goes. */
function makeRoom(map: Map<string, unknown>, most: number): void {
  const [oldest] = map.keys();
  if (map.size >= most && oldest !== undefined) map.delete(oldest);
}
