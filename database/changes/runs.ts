import type { CampaignId } from '../../domain/ids.ts';
import type { TenantTx } from '../connect.ts';
import { uuidv7 } from '../engine/uuidv7.ts';

export type RunKind = 'preview' | 'replan';
export type RunStatus = 'queued' | 'running' | 'completed' | 'cancelled' | 'failed';

export type RunRow = {
  id: string;
  change_id: string;
  kind: RunKind;
  status: RunStatus;
  rules_before: string | null;
  rules_after: string | null;
  total: string;
  looked: string;
  cursor_campaign: CampaignId | null;
  cursor_lead: string | null;
  error: string | null;
  created_by: string;
  created_at: Date;
  started_at: Date | null;
  finished_at: Date | null;
};

export async function insertRun(
  tx: TenantTx,
  run: { changeId: string; kind: RunKind; by: string },
  nowMs: number,
): Promise<RunRow> {
  const [row] = await tx.query<RunRow>(
    `insert into rule_change_runs (tenant_id, id, change_id, kind, created_by, created_at)
     values ($1, $2, $3, $4, $5, $6) returning *`,
    [tx.tenantId, uuidv7(nowMs), run.changeId, run.kind, run.by, new Date(nowMs)],
  );
  if (!row) throw new Error('a run that was written is not there');
  return row;
}

export async function findRun(
  tx: TenantTx,
  id: string,
  { lock = false }: { lock?: boolean } = {},
): Promise<RunRow | undefined> {
  const [row] = await tx.query<RunRow>(
    `select * from rule_change_runs where tenant_id = $1 and id = $2 ${lock ? 'for update' : ''}`,
    [tx.tenantId, id],
  );
  return row;
}

/** The newest run of its kind. */
export async function latestRun(tx: TenantTx, changeId: string, kind: RunKind): Promise<RunRow | undefined> {
  const [row] = await tx.query<RunRow>(
    `select * from rule_change_runs where tenant_id = $1 and change_id = $2 and kind = $3 order by id desc limit 1`,
    [tx.tenantId, changeId, kind],
  );
  return row;
}

export async function beginRun(
  tx: TenantTx,
  id: string,
  begun: { total: number; rulesBefore: string; rulesAfter: string },
  nowMs: number,
): Promise<void> {
  await tx.query(
    `update rule_change_runs set status = 'running', total = $3, rules_before = $4, rules_after = $5, started_at = $6
     where tenant_id = $1 and id = $2 and status = 'queued'`,
    [tx.tenantId, id, begun.total, begun.rulesBefore, begun.rulesAfter, new Date(nowMs)],
  );
}

/** In the transaction that wrote what was found: a slice that is tried again goes on from here. */
export async function advanceRun(
  tx: TenantTx,
  id: string,
  to: { campaignId: CampaignId; leadId: string | null; looked: number },
): Promise<void> {
  await tx.query(
    `update rule_change_runs set cursor_campaign = $3, cursor_lead = $4, looked = looked + $5
     where tenant_id = $1 and id = $2`,
    [tx.tenantId, id, to.campaignId, to.leadId, to.looked],
  );
}

/** Once; undefined where it had ended before. */
export async function endRun(
  tx: TenantTx,
  id: string,
  end: { status: 'completed' | 'cancelled' | 'failed'; error: string | null },
  nowMs: number,
): Promise<RunRow | undefined> {
  const [row] = await tx.query<RunRow>(
    `update rule_change_runs set status = $3, error = $4, finished_at = $5
     where tenant_id = $1 and id = $2 and finished_at is null returning *`,
    [tx.tenantId, id, end.status, end.error, new Date(nowMs)],
  );
  return row;
}
