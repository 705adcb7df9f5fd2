import { type FactsDeps, readLeadFacts } from '../../../activities/screening/lead-facts.ts';
import { screenLead } from '../../../activities/screening/screen-lead.ts';
import { readCampaignRules } from '../../../database/engine/campaign-rules.ts';
import type { TenantTx } from '../../../database/connect.ts';
import type { RuleSet } from '../../../domain/compliance/rule.ts';
import type { CampaignId } from '../../../domain/ids.ts';
import type { EpochMs, ZoneTable } from '../../../domain/time.ts';
import type { RefusalReason } from '../../../domain/vocabulary.ts';

/** What the rules say of some leads at this moment. */
export interface SampleVerdicts {
  looked: number;
  allowed: number;
  /** Leads that may be called later, and those that may not be called at all, by reason. */
  deferred: Map<RefusalReason, number>;
  blocked: Map<RefusalReason, number>;
}

/**
 * Screens leads as a claim would, every rule with every stored fact, though nothing is dialled and no verdict is kept.
 * The campaign is taken to run. Throws where facts cannot be read.
 */
export async function screenSample(
  deps: FactsDeps & { numbering: { zones: ZoneTable } },
  tx: TenantTx,
  asked: { campaignId: CampaignId; leadIds: readonly string[]; rules: RuleSet; nowMs: number; offsetMs: EpochMs },
): Promise<SampleVerdicts> {
  const { campaignId, leadIds, nowMs, offsetMs } = asked;
  const verdicts: SampleVerdicts = { looked: 0, allowed: 0, deferred: new Map(), blocked: new Map() };
  const campaign = await readCampaignRules(tx, campaignId);
  if (campaign === null || leadIds.length === 0) return verdicts;
  const facts = await readLeadFacts(deps, tx, { campaignId, leadIds, nowMs, offsetMs });
  const context = {
    phase: 'claim' as const,
    rules: { ...campaign, status: 'running' as const },
    ruleSet: asked.rules,
    carrierIsReal: campaign.reaches_telephones,
    rulesNowMs: nowMs + offsetMs,
    demonstrationClock: offsetMs !== 0,
  };
  for (const lead of facts.values()) {
    const { verdict } = screenLead(deps, lead, lead.phones[0]?.facts.position ?? 0, context);
    verdicts.looked += 1;
    if (verdict.result === 'allowed') verdicts.allowed += 1;
    else {
      const counts = verdict.result === 'blocked' ? verdicts.blocked : verdicts.deferred;
      const reason = verdict.reason ?? 'check-failed';
      counts.set(reason, (counts.get(reason) ?? 0) + 1);
    }
  }
  return verdicts;
}
