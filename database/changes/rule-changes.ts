import type { Provision } from '../../domain/compliance/provision.ts';
import type { PackName } from '../../domain/compliance/jurisdictions/packs.ts';
import type { TenantHoliday } from '../../domain/compliance/tenant-holidays.ts';
import type { Json } from '../../domain/ledger/canonical-json.ts';
import type { Limits } from '../../domain/laxer-limits.ts';
import type { TenantTx } from '../connect.ts';

/**
 * Less protection than there was. All of it takes effect with the change's approval: packs that are chosen anew (null: all),
 * the tenant's stricter rules and holidays that go, provisions that are overridden, one pair of eyes, caps.
 */
export type Relaxes = {
  packs?: PackName[] | null | undefined;
  /** Ids of the tenant's stricter rules. */
  stricter?: string[] | undefined;
  /** Ids of the tenant's holidays. */
  holidays?: string[] | undefined;
  overrides?: { provision: string; reason: string; until?: string | null | undefined }[] | undefined;
  fourEyes?: false | undefined;
  /** Daily caps that are raised, a retention that is shorter. */
  limits?: { [K in keyof Limits]?: number | undefined } | undefined;
  /** Campaigns that try a lead more often; `retries` as the campaign keeps them. */
  campaigns?: { campaignId: string; retries: { readonly [name: string]: Json | undefined } }[] | undefined;
};

export type RuleChangeStatus = 'draft' | 'approved' | 'rejected' | 'withdrawn' | 'ended';

export type RuleChangeRow = {
  id: string;
  title: string;
  reason: string;
  amendments: Provision[];
  holidays: TenantHoliday[];
  /** Changes that end when this one is approved. */
  ends: string[];
  relaxes: Relaxes;
  status: RuleChangeStatus;
  created_by: string;
  created_at: Date;
  decided_by: string | null;
  decided_at: Date | null;
  decision_note: string;
  ended_by: string | null;
  ended_at: Date | null;
};

export interface NewRuleChange {
  title: string;
  reason: string;
  amendments: readonly unknown[];
  holidays: readonly TenantHoliday[];
  ends: readonly string[];
  relaxes?: Relaxes;
  by: string;
}

export async function insertChange(tx: TenantTx, change: NewRuleChange, nowMs: number): Promise<RuleChangeRow> {
  const [row] = await tx.query<RuleChangeRow>(
    `insert into rule_changes (tenant_id, title, reason, amendments, holidays, ends, relaxes, created_by, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning *`,
    [
      tx.tenantId,
      change.title,
      change.reason,
      JSON.stringify(change.amendments),
      JSON.stringify(change.holidays),
      change.ends,
      JSON.stringify(change.relaxes ?? {}),
      change.by,
      new Date(nowMs),
    ],
  );
  if (!row) throw new Error('a change of rules that was written is not there');
  return row;
}

export async function findChange(
  tx: TenantTx,
  id: string,
  { lock = false }: { lock?: boolean } = {},
): Promise<RuleChangeRow | undefined> {
  const [row] = await tx.query<RuleChangeRow>(
    `select * from rule_changes where tenant_id = $1 and id = $2 ${lock ? 'for update' : ''}`,
    [tx.tenantId, id],
  );
  return row;
}

/** Newest first. */
export function listChanges(
  tx: TenantTx,
  of: { status: RuleChangeStatus | null; before: string | null; limit: number },
): Promise<RuleChangeRow[]> {
  return tx.query<RuleChangeRow>(
    `select * from rule_changes where tenant_id = $1 and ($2::text is null or status = $2)
       and ($3::uuid is null or id < $3) order by id desc limit $4`,
    [tx.tenantId, of.status, of.before, of.limit],
  );
}

/** What was approved and has not been ended, oldest first; provisions look to their own dates. */
export function changesInForce(tx: TenantTx): Promise<RuleChangeRow[]> {
  return tx.query<RuleChangeRow>(
    `select * from rule_changes where tenant_id = $1 and status = 'approved' order by id`,
    [tx.tenantId],
  );
}

/** Undefined: it is no draft any more, so somebody decided at the same time. */
export async function decideChange(
  tx: TenantTx,
  id: string,
  decision: { status: 'approved' | 'rejected' | 'withdrawn'; by: string; note: string },
  nowMs: number,
): Promise<RuleChangeRow | undefined> {
  const [row] = await tx.query<RuleChangeRow>(
    `update rule_changes set status = $3, decided_by = $4, decided_at = $5, decision_note = $6
     where tenant_id = $1 and id = $2 and status = 'draft' returning *`,
    [tx.tenantId, id, decision.status, decision.by, new Date(nowMs), decision.note],
  );
  return row;
}

/** Takes changes out of force. Resolves with those that were in it. */
export function endChanges(
  tx: TenantTx,
  ids: readonly string[],
  by: string,
  nowMs: number,
): Promise<{ id: string; title: string }[]> {
  return tx.query<{ id: string; title: string }>(
    `update rule_changes set status = 'ended', ended_by = $3, ended_at = $4
     where tenant_id = $1 and id = any($2) and status = 'approved' returning id, title`,
    [tx.tenantId, ids, by, new Date(nowMs)],
  );
}
