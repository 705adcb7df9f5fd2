import type { RuleChangeRow } from '../../../database/changes/rule-changes.ts';
import { readRuleProfile } from '../../../database/compliance/rule-profile.ts';
import type { TenantTx } from '../../../database/connect.ts';
import { type CompiledRules, compileRules } from '../../../domain/compliance/compile-rules.ts';

/** The tenant's rules as if these changes were approved too. */
export async function rulesWith(tx: TenantTx, drafts: readonly RuleChangeRow[]): Promise<CompiledRules> {
  const [tenant] = await tx.query<{ offset: string | null }>(
    'select clock_offset_ms as offset from tenants where id = $1',
    [tx.tenantId],
  );
  return compileRules(await readRuleProfile(tx, { offsetMs: Number(tenant?.offset ?? 0), drafts }));
}
