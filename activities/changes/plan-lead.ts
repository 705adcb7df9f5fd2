import type { Example } from '../../database/changes/effects.ts';
import type { WaitingLead } from '../../database/changes/waiting-leads.ts';
import type { CampaignRules } from '../../database/engine/campaign-rules.ts';
import { beginsIn } from '../../domain/compliance/changes/begins.ts';
import { decisive, type Move, moveBetween, type Plan, planOf } from '../../domain/compliance/changes/compare-plans.ts';
import type { RuleSet } from '../../domain/compliance/rule.ts';
import type { EpochMs } from '../../domain/time.ts';
import { REFUSAL_REASONS } from '../../domain/vocabulary.ts';
import type { Numbering } from '../deps.ts';
import type { LeadFacts } from '../screening/lead-facts.ts';
import { type Screened, screenLead } from '../screening/screen-lead.ts';

/** Times are on the tenant's clock. */
export interface PlanContext {
  numbering: Numbering;
  /** The campaign, as if it were running: a brake says nothing about a law. */
  campaign: CampaignRules;
  /** The same with the caps that the change raises. */
  changedCampaign: CampaignRules;
  before: RuleSet;
  after: RuleSet;
  nowMs: EpochMs;
  offsetMs: number;
  /** The first day of the change by the clock of the place; null: at once. */
  firstDay: string | null;
  /** A preview compares two sets of rules; a re-plan compares the rules with what the row says. */
  kind: 'preview' | 'replan';
}

export interface Planned {
  move: Move;
  /** Where the phone may ring, for counting. */
  place: string;
  before: Plan;
  after: Plan;
  screened: Screened;
  /** Asked only of leads that are shown. */
  example(): Example;
}

/** What the change does to one waiting lead. */
export function planLead(waiting: WaitingLead, lead: LeadFacts, context: PlanContext): Planned {
  const { nowMs, numbering } = context;
  const old = { ruleSet: context.before, campaign: context.campaign };
  const changed = { ruleSet: context.after, campaign: context.changedCampaign };
  const zones = lead.phones.flatMap((phone) => phone.facts.places.zones);
  const at = Math.max(nowMs, dueAt(waiting, context), beginsIn(context.firstDay, zones, numbering.zones));
  const screened = screenedAt(changed, at);
  const after = planOf(screened.verdict);
  const before = context.kind === 'preview' ? planOf(screenedAt(old, at).verdict) : asStored(waiting, context);
  const move = moveBetween(before, after);
  return { move, place: placeOf(lead, screened), before, after, screened, example };

  function screenedAt({ ruleSet, campaign }: typeof old, rulesNowMs: EpochMs): Screened {
    return screenLead({ numbering }, lead, waiting.next_phone, {
      phase: 'claim',
      rules: { ...campaign, status: 'running' },
      ruleSet,
      carrierIsReal: campaign.reaches_telephones,
      rulesNowMs,
      demonstrationClock: false,
    });
  }

  function example(): Example {
    // Why not at the earlier of both times: under the new rules, or no longer under the old ones.
    const eased = move === 'earlier' || move === 'callable';
    const asked = eased && after.kind === 'callable' ? after.at : before.kind === 'callable' ? before.at : at;
    const finding = decisive(screenedAt(eased ? old : changed, asked).verdict);
    return {
      leadId: lead.leadId,
      move,
      before: instant(before),
      after: instant(after),
      rule: finding?.rule ?? null,
      reason: finding?.reason ?? null,
    };
  }

  function instant(plan: Plan): string | null {
    return plan.kind === 'callable' ? new Date(plan.at).toISOString() : null;
  }
}

/**
 * When the lead would be due if no rule stood in its way. A time that a rule gave it says nothing about that: it was due
 * when the rule deferred it, or at the time that was promised.
 */
function dueAt(waiting: WaitingLead, { nowMs, offsetMs }: PlanContext): EpochMs {
  const promised = waiting.callback_moved_from ?? waiting.callback_at;
  if (promised) return promised.getTime() + offsetMs;
  return waiting.state === 'blocked' || isRefusal(waiting.reason)
    ? nowMs
    : waiting.next_attempt_at.getTime() + offsetMs;
}

function isRefusal(reason: string | null): boolean {
  return reason !== null && reason in REFUSAL_REASONS;
}

function asStored(waiting: WaitingLead, { nowMs, offsetMs }: PlanContext): Plan {
  if (waiting.state === 'blocked') return { kind: 'blocked', reason: null };
  return { kind: 'callable', at: Math.max(nowMs, waiting.next_attempt_at.getTime() + offsetMs) };
}

function placeOf(lead: LeadFacts, { verdict, phone }: Screened): string {
  const { states } = verdict.location;
  if (states.length > 0) return [...states].sort().join('+');
  return phone?.facts.places.country ?? lead.phones[0]?.facts.places.country ?? 'unknown';
}
