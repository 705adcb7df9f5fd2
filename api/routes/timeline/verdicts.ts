import type { TenantTx } from '../../../database/connect.ts';
import type { Verdict } from '../../contract/timeline.ts';
import { reasonText } from './reasons.ts';
import { titleOfRule } from './rule-titles.ts';

type VerdictRow = {
  id: string;
  at: Date;
  campaign_id: string | null;
  attempt_id: string | null;
  said: {
    phase: Verdict['phase'];
    result: Verdict['result'];
    reason: string | null;
    nextCallableAt: string | null;
    findings: unknown;
    rulesVersion: string;
    dataVersions: unknown;
  };
};

/** What the rules decided about a lead, or about one attempt, newest first. */
export async function readVerdicts(
  tx: TenantTx,
  of: { leadId: string; attemptId?: string },
  limit = 200,
): Promise<Verdict[]> {
  const rows = await tx.query<VerdictRow>(
    `select id, at, campaign_id, attempt_id, body::jsonb as said from ledger_entries
     where tenant_id = $1 and lead_id = $2 and kind = 'verdict' and ($3::uuid is null or attempt_id = $3)
     order by id desc limit $4`,
    [tx.tenantId, of.leadId, of.attemptId ?? null, limit],
  );
  return rows.map(({ id, at, campaign_id, attempt_id, said }) => ({
    id,
    at: at.toISOString(),
    phase: said.phase,
    campaignId: campaign_id,
    attemptId: attempt_id,
    result: said.result,
    reason: said.reason,
    reasonText: reasonText(said.reason),
    nextCallableAt: said.nextCallableAt === null ? null : new Date(said.nextCallableAt).toISOString(),
    findings: Array.isArray(said.findings) ? said.findings.map(titled) : [],
    rulesVersion: said.rulesVersion,
    dataVersions: said.dataVersions,
  }));
}

/** Findings are kept without what their rule asks: its name is enough to say it. */
function titled(finding: unknown): unknown {
  if (typeof finding !== 'object' || finding === null || !('rule' in finding)) return finding;
  return { ...finding, title: titleOfRule(finding.rule) };
}
