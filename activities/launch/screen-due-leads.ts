import type { CampaignRules } from '../../database/engine/campaign-rules.ts';
import { claimDueLeads, type DueLead } from '../../database/engine/claim-due-leads.ts';
import type { BlockedLead, DeferredLead } from '../../database/engine/hold-leads.ts';
import type { VerdictEntry } from '../../database/engine/write-verdicts.ts';
import type { TenantTx } from '../../database/connect.ts';
import { MINUTE_MS } from '../../domain/time.ts';
import type { Verdict } from '../../domain/compliance/verdict.ts';
import type { CampaignId } from '../../domain/ids.ts';
import type { EngineDeps } from '../deps.ts';
import { type LeadFacts, type LeadPhone, readLeadFacts } from '../screening/lead-facts.ts';
import { screenLead } from '../screening/screen-lead.ts';

export interface Callable {
  due: DueLead;
  lead: LeadFacts;
  phone: LeadPhone;
  verdict: Verdict;
}

export interface ScreenedDue {
  callable: Callable[];
  blocked: BlockedLead[];
  deferred: DeferredLead[];
  verdicts: VerdictEntry[];
}

/** Leads screened by one launch at most: a list that opens in the morning is deferred in portions, tick by tick. */
const MOST_SCREENED = 2000;
const MOST_AT_ONCE = 500;
/** Where no rule can say when, the lead is looked at again after this. */
const LOOK_AGAIN_MS = 15 * MINUTE_MS;

/**
 * Claims and screens due leads until `count` may be called or none is due. Leads that turn out blocked or deferred do not
 * use up the count. Rules run on the tenant's clock; every time that leaves here is real.
 */
export async function screenDueLeads(
  deps: Pick<EngineDeps, 'keyring' | 'numbering' | 'registry' | 'rules'>,
  tx: TenantTx,
  input: {
    campaignId: CampaignId;
    rules: CampaignRules;
    carrierIsReal: boolean;
    count: number;
    nowMs: number;
    horizonMs: number;
  },
): Promise<ScreenedDue> {
  const { campaignId, rules, nowMs } = input;
  const offsetMs = Number(rules.clock_offset_ms ?? 0);
  const found: ScreenedDue = { callable: [], blocked: [], deferred: [], verdicts: [] };
  const ruleSet = await deps.rules.of(tx, { revision: rules.profile_revision, offsetMs });
  const seen: string[] = [];
  while (found.callable.length < input.count && seen.length < MOST_SCREENED) {
    const limit = Math.min(MOST_AT_ONCE, input.count - found.callable.length + seen.length);
    const due = await claimDueLeads(tx, { campaignId, untilMs: nowMs + input.horizonMs, limit, except: seen });
    if (due.length === 0) break;
    const leadIds = due.map((one) => one.lead_id);
    seen.push(...leadIds);
    const facts = await readLeadFacts(deps, tx, { campaignId, leadIds, nowMs, offsetMs });
    for (const one of due) {
      const lead = facts.get(one.lead_id);
      if (lead) judge(one, lead);
    }
    if (due.length < limit) break;
  }
  return found;

  function judge(due: DueLead, lead: LeadFacts): void {
    const { verdict, position, phone } = screenLead(deps, lead, due.next_phone, {
      phase: 'claim',
      rules,
      ruleSet,
      carrierIsReal: input.carrierIsReal,
      rulesNowMs: nowMs + offsetMs,
      demonstrationClock: rules.clock_offset_ms !== null,
    });
    found.verdicts.push({ verdict, leadId: due.lead_id, attemptId: null, numberHmac: phone?.hmac ?? null });
    if (verdict.result === 'allowed' && phone) found.callable.push({ due, lead, phone, verdict });
    else if (verdict.result === 'deferred') {
      const nextMs = verdict.nextCallableAt === null ? nowMs + LOOK_AGAIN_MS : verdict.nextCallableAt - offsetMs;
      found.deferred.push({ ...heldBecause(due, verdict), nextMs, phone: position });
    } else found.blocked.push(heldBecause(due, verdict));
  }
}

function heldBecause(due: DueLead, verdict: Verdict): BlockedLead {
  return {
    leadId: due.lead_id,
    reason: verdict.reason ?? 'check-failed',
    facts: { zones: verdict.location.zones, states: verdict.location.states, certain: verdict.location.certain },
  };
}
