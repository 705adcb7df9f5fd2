import { ApplicationFailure } from '@temporalio/common';
import { findChange, type RuleChangeRow } from '../../database/changes/rule-changes.ts';
import type { RunRow } from '../../database/changes/runs.ts';
import { readProfile } from '../../database/compliance/profile.ts';
import { readRuleProfile } from '../../database/compliance/rule-profile.ts';
import type { TenantTx } from '../../database/connect.ts';
import { type CompiledRules, compileRules } from '../../domain/compliance/compile-rules.ts';
import { FAILURES } from '../../workflows/contract.ts';

/** The rules in force, and those with the change; one and the same where it is approved already. */
export interface RunRules {
  change: RuleChangeRow;
  before: CompiledRules;
  after: CompiledRules;
  offsetMs: number;
}

/** Compiles once a revision of the tenant's profile; every chunk asks, since anybody may change the rules meanwhile. */
export function createRunRules(): (tx: TenantTx, run: RunRow) => Promise<RunRules> {
  let known: { key: string; rules: RunRules } | undefined;
  return async (tx, run) => {
    const { revision } = await readProfile(tx);
    const offsetMs = await clockOffsetOf(tx);
    const key = `${run.id} ${revision} ${offsetMs}`;
    if (known?.key !== key) known = { key, rules: await compileBoth(tx, run, offsetMs) };
    return known.rules;
  };
}

async function compileBoth(tx: TenantTx, run: RunRow, offsetMs: number): Promise<RunRules> {
  const change = await findChange(tx, run.change_id);
  if (!change) throw ApplicationFailure.nonRetryable('the change does not exist', FAILURES.notFound);
  const before = compileRules(await readRuleProfile(tx, { offsetMs }));
  if (run.kind === 'replan') return { change, before, after: before, offsetMs };
  return { change, before, after: compileRules(await readRuleProfile(tx, { offsetMs, drafts: [change] })), offsetMs };
}

/** How much later than the real one the tenant's clock is. */
export async function clockOffsetOf(tx: TenantTx): Promise<number> {
  const [tenant] = await tx.query<{ offset: string | null }>(
    'select clock_offset_ms as offset from tenants where id = $1',
    [tx.tenantId],
  );
  return Number(tenant?.offset ?? 0);
}
