import type { Verdict } from '../../domain/compliance/verdict.ts';
import type { CampaignId } from '../../domain/ids.ts';
import type { ScreenPhase } from '../../domain/vocabulary.ts';
import type { TenantTx } from '../connect.ts';
import { uuidv7 } from './uuidv7.ts';

export interface VerdictEntry {
  verdict: Verdict;
  leadId: string | null;
  attemptId: string | null;
  numberHmac: Buffer | null;
}

/** Appends verdicts in one statement. Times inside them are the tenant's clock; the row's `next_callable_at` is real. */
export async function writeVerdicts(
  tx: TenantTx,
  about: { phase: ScreenPhase; campaignId: CampaignId | null; nowMs: number; offsetMs: number },
  entries: readonly VerdictEntry[],
): Promise<void> {
  if (entries.length === 0) return;
  await tx.query(
    `insert into verdicts (tenant_id, id, at, phase, campaign_id, lead_id, attempt_id, number_hmac, result, reason,
       next_callable_at, findings, rules_version, data_versions)
     select $1, v.id, $2, $3, $4, v.lead_id, v.attempt_id, decode(v.number_hmac, 'hex'), v.result, v.reason,
       v.next_callable_at, v.findings, v.rules_version, v.data_versions
     from jsonb_to_recordset($5::jsonb) as v(id uuid, lead_id uuid, attempt_id uuid, number_hmac text, result text,
       reason text, next_callable_at timestamptz, findings jsonb, rules_version text, data_versions jsonb)`,
    [
      tx.tenantId,
      new Date(about.nowMs),
      about.phase,
      about.campaignId,
      JSON.stringify(
        entries.map(({ verdict, leadId, attemptId, numberHmac }) => ({
          id: uuidv7(about.nowMs),
          lead_id: leadId,
          attempt_id: attemptId,
          number_hmac: numberHmac?.toString('hex') ?? null,
          result: verdict.result,
          reason: verdict.reason,
          next_callable_at:
            verdict.nextCallableAt === null ? null : new Date(verdict.nextCallableAt - about.offsetMs).toISOString(),
          findings: verdict.findings,
          rules_version: verdict.rulesVersion,
          data_versions: { zones: verdict.zonesVersion },
        })),
      ),
    ],
  );
}
