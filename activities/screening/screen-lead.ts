import type { CampaignRules } from '../../database/engine/campaign-rules.ts';
import { screen } from '../../domain/compliance/screen.ts';
import type { ScreenFacts } from '../../domain/compliance/facts.ts';
import type { RuleSet } from '../../domain/compliance/rule.ts';
import type { Verdict } from '../../domain/compliance/verdict.ts';
import type { ScreenPhase } from '../../domain/vocabulary.ts';
import type { Numbering } from '../deps.ts';
import { campaignFacts, type LeadFacts, type LeadPhone } from './lead-facts.ts';

export interface ScreenDeps {
  numbering: Pick<Numbering, 'zones'>;
}

export interface ScreenContext {
  phase: ScreenPhase;
  /** Null for a call without a campaign. */
  rules: CampaignRules | null;
  /** The tenant's, compiled. */
  ruleSet: RuleSet;
  carrierIsReal: boolean;
  /** The tenant's clock. */
  rulesNowMs: number;
  demonstrationClock: boolean;
}

/** Asks every rule about dialling one phone of the lead. */
export function screenPhone(deps: ScreenDeps, lead: LeadFacts, position: number, context: ScreenContext): Verdict {
  return screen(factsOf(lead, position, context), context.ruleSet, context.rulesNowMs, deps.numbering.zones);
}

/** Everything that the rules may look at when this phone of the lead is dialled. */
export function factsOf(lead: LeadFacts, position: number, context: ScreenContext): ScreenFacts {
  return {
    phase: context.phase,
    // What nobody said is taken for the strictest.
    kind: context.rules?.call_kind ?? 'telemarketing',
    automatedVoice: context.rules?.automated_voice ?? true,
    subject: lead.subject ?? context.rules?.subject ?? null,
    debtId: lead.debtId,
    consents: lead.consents,
    history: lead.history,
    ...(lead.postalCode === null ? {} : { postalCode: lead.postalCode }),
    observedAt: context.rulesNowMs,
    phones: lead.phones.map((phone) => phone.facts),
    dialing: position,
    leadAttemptsAt: lead.leadAttemptsAt,
    campaign: context.rules ? campaignFacts(context.rules) : null,
    carrierIsReal: context.carrierIsReal,
    demonstrationClock: context.demonstrationClock,
  };
}

export interface Screened {
  verdict: Verdict;
  position: number;
  /** Absent where the lead has no such phone. */
  phone?: LeadPhone;
}

/**
 * Screens the phone that is next and, where only that phone is blocked, the lead's others in order. The first phone that
 * may be dialled is taken; else the one that may be dialled soonest; else what was said of the first.
 */
export function screenLead(deps: ScreenDeps, lead: LeadFacts, nextPhone: number, context: ScreenContext): Screened {
  const first = screenedAt(deps, lead, nextPhone, context);
  if (first.verdict.result !== 'blocked' || (first.verdict.scope === 'lead' && first.phone)) return first;
  let best = first;
  for (const position of othersAfter(lead, nextPhone)) {
    const other = screenedAt(deps, lead, position, context);
    if (other.verdict.result === 'allowed') return other;
    if (other.verdict.result === 'deferred' && isSooner(other.verdict, best.verdict)) best = other;
  }
  return best;
}

function screenedAt(deps: ScreenDeps, lead: LeadFacts, position: number, context: ScreenContext): Screened {
  const phone = lead.phones.find((one) => one.facts.position === position);
  return { verdict: screenPhone(deps, lead, position, context), position, ...(phone ? { phone } : {}) };
}

function othersAfter(lead: LeadFacts, position: number): number[] {
  const positions = lead.phones.map((phone) => phone.facts.position).filter((one) => one !== position);
  return [...positions.filter((one) => one > position), ...positions.filter((one) => one < position)];
}

function isSooner(a: Verdict, b: Verdict): boolean {
  if (b.result !== 'deferred') return true;
  return (a.nextCallableAt ?? Number.POSITIVE_INFINITY) < (b.nextCallableAt ?? Number.POSITIVE_INFINITY);
}
