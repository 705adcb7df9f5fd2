import { STANDARD_RULES } from '../../domain/compliance/standard-rules.ts';
import type { RuleSet } from '../../domain/compliance/rule.ts';
import type { TenantTx } from '../../database/connect.ts';

/** The rules that each tenant is screened by, compiled once a revision of its profile. */
export interface TenantRules {
  /**
   * `revision` as the profile's row has it in the caller's transaction: a change made anywhere is in force at the next
   * claim or dial of every process. Throws where the profile cannot be read: callers then do not dial.
   */
  of(tx: TenantTx, revision: number): Promise<RuleSet>;
}

export function createTenantRules(): TenantRules {
  return { of: () => Promise.resolve(STANDARD_RULES) };
}
