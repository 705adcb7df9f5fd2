import { type CampaignRules, readCampaignRules } from '../../database/engine/campaign-rules.ts';
import type { EndedRow } from '../../database/engine/end-attempt.ts';
import {
  type LeadProgressRow,
  lockLeadProgress,
  readEarlierAttempts,
  stepLead,
} from '../../database/engine/lead-progress.ts';
import type { TenantTx } from '../../database/connect.ts';
import type { CampaignId } from '../../domain/ids.ts';
import type { NextStep, Outcome } from '../../domain/lead-history.ts';
import { nextStep } from '../../domain/retry-policy.ts';
import { DISPOSITIONS, REFUSAL_REASONS, type RefusalReason } from '../../domain/vocabulary.ts';
import type { EngineDeps } from '../deps.ts';
import type { FinishInput } from '../interface.ts';
import { windowOf } from '../screening/campaign-window.ts';
import { readLeadPhones } from '../screening/lead-facts.ts';
import { retryPolicyOf } from '../screening/retry-policy-of.ts';

/**
 * Decides what becomes of the lead and writes it: the policy speaks on the tenant's clock, what is stored is real time.
 * Undefined: the lead or the campaign was removed meanwhile.
 */
export async function nextLeadStep(
  deps: Pick<EngineDeps, 'keyring' | 'numbering' | 'clock'>,
  tx: TenantTx,
  campaignId: CampaignId,
  leadId: string,
  ended: EndedRow,
  input: FinishInput,
): Promise<{ step: NextStep; offsetMs: number } | undefined> {
  const rules = await readCampaignRules(tx, campaignId);
  const progress = await lockLeadProgress(tx, campaignId, leadId);
  if (!rules || !progress) return undefined;
  const nowMs = deps.clock.now();
  const offsetMs = Number(rules.clock_offset_ms ?? 0);
  const decided = await decide(deps, tx, { campaignId, leadId, ended, input, rules, progress, nowMs, offsetMs });
  // A list that the campaign lost while the lead was in a call: nobody of it is called again.
  const step: NextStep =
    decided.kind === 'done' || progress.listed ? decided : { kind: 'done', reason: 'list-removed' };
  await stepLead(tx, campaignId, leadId, {
    ...written(step, progress, input, offsetMs),
    lastDisposition: input.disposition,
    lastAttemptMs: (ended.dial_started_at ?? ended.intended_at).getTime(),
    counts: DISPOSITIONS[input.disposition].group !== 'not-dialled',
    nowMs,
  });
  return { step, offsetMs };
}

interface Deciding {
  campaignId: CampaignId;
  leadId: string;
  ended: EndedRow;
  input: FinishInput;
  rules: CampaignRules;
  progress: LeadProgressRow;
  nowMs: number;
  offsetMs: number;
}

async function decide(
  deps: Pick<EngineDeps, 'keyring' | 'numbering'>,
  tx: TenantTx,
  { campaignId, leadId, ended, input, rules, progress, nowMs, offsetMs }: Deciding,
): Promise<NextStep> {
  const policy = retryPolicyOf(rules.retries);
  // The time that was promised first, however often it was moved since.
  const promisedAt = progress.priority === 0 ? (progress.callback_moved_from ?? progress.callback_at) : null;
  // A promise stands, also where the voice worker died before it could report it.
  const callback = input.report?.callback?.at ?? ended.promised_callback;
  const outcome: Outcome = {
    id: input.attemptId,
    disposition: input.disposition,
    phonePosition: ended.phone_position,
    startedAt: (ended.dial_started_at ?? ended.intended_at).getTime() + offsetMs,
    ...(promisedAt ? { promisedAt: promisedAt.getTime() + offsetMs } : {}),
    // The voice worker and the carriers speak of callbacks on the tenant's clock, as they do with the callee.
    ...(callback ? { callback: { at: Date.parse(callback) } } : {}),
    ...(DISPOSITIONS[input.disposition].group === 'not-dialled' ? { refusal: refusalOf(input, ended, offsetMs) } : {}),
  };
  // A plain end needs no history: most answered calls are one.
  const isPlain = !callback && !policy.rules[input.disposition] && DISPOSITIONS[input.disposition].group === 'answered';
  const earlier = isPlain ? [] : await readEarlierAttempts(tx, campaignId, leadId, input.attemptId);
  const phones = isPlain ? [] : await readLeadPhones(deps, tx, { campaignId, leadId, nowMs, offsetMs });
  return nextStep(
    policy,
    {
      attempts: earlier.map((attempt) => ({
        id: attempt.id,
        disposition: attempt.disposition,
        phonePosition: attempt.phone_position,
        startedAt: attempt.started_at.getTime() + offsetMs,
      })),
      phones: phones.map(({ facts: { position, places } }) => ({ position, places })),
      window: windowOf(rules.calling_window),
    },
    outcome,
    nowMs + offsetMs,
    deps.numbering.zones,
  );
}

function refusalOf(input: FinishInput, ended: EndedRow, offsetMs: number): NonNullable<Outcome['refusal']> {
  return {
    reason: isRefusal(input.reason) ? input.reason : 'check-failed',
    nextCallableAt: input.nextAt === undefined ? null : Date.parse(input.nextAt) + offsetMs,
    scope: ended.reason_facts?.scope ?? null,
  };
}

function isRefusal(reason: string | undefined): reason is RefusalReason {
  return reason !== undefined && reason in REFUSAL_REASONS;
}

function written(step: NextStep, progress: LeadProgressRow, input: FinishInput, offsetMs: number) {
  const nothing = { nextAttemptMs: null, nextPhone: null, callbackMs: null, callbackMovedFromMs: null };
  switch (step.kind) {
    case 'done': {
      const blocked = step.reason === 'blocked';
      return {
        ...nothing,
        state: blocked ? ('blocked' as const) : ('done' as const),
        reason: blocked ? (input.reason ?? 'blocked') : step.reason,
        priority: progress.lead_priority,
      };
    }
    case 'retry':
      return {
        ...nothing,
        state: 'waiting' as const,
        priority: progress.lead_priority,
        nextAttemptMs: step.at - offsetMs,
        nextPhone: step.phonePosition,
        reason: input.disposition === 'deferred' ? (input.reason ?? input.disposition) : input.disposition,
      };
    case 'callback':
      return {
        state: 'waiting' as const,
        priority: 0,
        nextAttemptMs: step.at - offsetMs,
        nextPhone: step.phonePosition,
        callbackMs: step.at - offsetMs,
        callbackMovedFromMs: step.movedFrom === undefined ? null : step.movedFrom - offsetMs,
        reason: 'callback-requested',
      };
  }
}
