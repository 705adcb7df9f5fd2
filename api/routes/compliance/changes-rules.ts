import type { RuleChangeRow } from '../../../database/changes/rule-changes.ts';
import { readRuleProfile } from '../../../database/compliance/rule-profile.ts';
import type { TenantTx } from '../../../database/connect.ts';
import { type CompiledRules, compileRules } from '../../../domain/compliance/compile-rules.ts';
import { clockOffsetOf } from './clock-offset.ts';

/** The tenant's rules as if these changes were approved too. */
export async function rulesWith(tx: TenantTx, drafts: readonly RuleChangeRow[]): Promise<CompiledRules> {
  return compileRules(await readRuleProfile(tx, { offsetMs: await clockOffsetOf(tx), drafts }));
}
