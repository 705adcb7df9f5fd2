import type { Verdict } from '../../domain/compliance/verdict.ts';
import type { CampaignId } from '../../domain/ids.ts';
import type { ScreenPhase } from '../../domain/vocabulary.ts';
import type { TenantTx } from '../connect.ts';
import { appendLedger } from '../ledger/append.ts';

export interface VerdictEntry {
  verdict: Verdict;
  leadId: string | null;
  attemptId: string | null;
  numberHmac: Buffer | null;
}

/**
 * Appends verdicts to the ledger in one statement. Times inside findings are the tenant's clock; `nextCallableAt` is
 * real. The rules of an entry are those that spoke against the call.
 */
export async function writeVerdicts(
  tx: TenantTx,
  about: { phase: ScreenPhase; campaignId: CampaignId | null; nowMs: number; offsetMs: number },
  entries: readonly VerdictEntry[],
): Promise<void> {
  await appendLedger(
    tx,
    about.nowMs,
    entries.map(({ verdict, leadId, attemptId, numberHmac }) => ({
      kind: 'verdict',
      campaignId: about.campaignId,
      leadId,
      attemptId,
      numberHmac,
      rules: [...new Set(verdict.findings.flatMap(({ rule, result }) => (result === 'pass' ? [] : [rule])))],
      actor: 'engine',
      body: {
        phase: about.phase,
        result: verdict.result,
        reason: verdict.reason,
        nextCallableAt:
          verdict.nextCallableAt === null ? null : new Date(verdict.nextCallableAt - about.offsetMs).toISOString(),
        findings: verdict.findings,
        rulesVersion: verdict.rulesVersion,
        dataVersions: { zones: verdict.zonesVersion },
      },
    })),
  );
}
