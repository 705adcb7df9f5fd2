import type { TenantTx } from '../../../database/connect.ts';
import type { Verdict } from '../../contract/timeline.ts';
import { reasonText } from './reasons.ts';

type VerdictRow = {
  id: string;
  at: Date;
  phase: Verdict['phase'];
  campaign_id: string | null;
  attempt_id: string | null;
  result: Verdict['result'];
  reason: string | null;
  next_callable_at: Date | null;
  findings: unknown;
  rules_version: string;
  data_versions: unknown;
};

/** What the rules decided about a lead, or about one attempt, newest first. */
export async function readVerdicts(
  tx: TenantTx,
  of: { leadId: string; attemptId?: string },
  limit = 200,
): Promise<Verdict[]> {
  const rows = await tx.query<VerdictRow>(
    `select id, at, phase, campaign_id, attempt_id, result, reason, next_callable_at, findings, rules_version, data_versions
     from verdicts where tenant_id = $1 and lead_id = $2 and ($3::uuid is null or attempt_id = $3) order by id desc limit $4`,
    [tx.tenantId, of.leadId, of.attemptId ?? null, limit],
  );
  return rows.map((row) => ({
    id: row.id,
    at: row.at.toISOString(),
    phase: row.phase,
    campaignId: row.campaign_id,
    attemptId: row.attempt_id,
    result: row.result,
    reason: row.reason,
    reasonText: reasonText(row.reason),
    nextCallableAt: row.next_callable_at?.toISOString() ?? null,
    findings: Array.isArray(row.findings) ? row.findings : [],
    rulesVersion: row.rules_version,
    dataVersions: row.data_versions,
  }));
}
