import { type CampaignRules, readCampaignRules } from '../../database/engine/campaign-rules.ts';
import type { DialRow } from '../../database/engine/begin-dial.ts';
import { readProfile } from '../../database/compliance/profile.ts';
import { noteRefusal } from '../../database/engine/note-dial.ts';
import { writeVerdicts } from '../../database/engine/write-verdicts.ts';
import type { TenantTx } from '../../database/connect.ts';
import type { CampaignId, E164 } from '../../domain/ids.ts';
import { schedulePhase } from '../../domain/schedule.ts';
import { MINUTE_MS } from '../../domain/time.ts';
import { openNumber } from '../../keyring/sealed-number.ts';
import { clocksApart } from '../clocks-apart.ts';
import type { EngineDeps } from '../deps.ts';
import type { CallRef, DialOutcome } from '../interface.ts';
import { readLeadFacts } from '../screening/lead-facts.ts';
import { screenPhone } from '../screening/screen-lead.ts';

export type DialScreening =
  | {
      kind: 'allowed';
      number: E164;
      zone: string | null;
      maxCallMs: number;
      clockOffsetMs: number;
      carrierTrunkId: string | null;
    }
  | Extract<DialOutcome, { kind: 'refused' }>;

const CHECK_AGAIN_MS = MINUTE_MS;

/**
 * The last word before anything is sent: lists, window, caps, the campaign's brake and the clock, read after the dial was
 * claimed. Its verdict is kept. A list that cannot be read refuses.
 */
export async function screenDial(
  deps: EngineDeps,
  { tenantId, attemptId }: CallRef,
  row: DialRow,
): Promise<DialScreening> {
  try {
    return await deps.database.inTenant(tenantId, (tx) => screenInTx(deps, tx, attemptId, row), 'once');
  } catch (error) {
    deps.logger.error({ err: error, attemptId }, 'the last screening could not be completed: not dialled');
    const nextAt = new Date(deps.clock.now() + CHECK_AGAIN_MS).toISOString();
    return { kind: 'refused', disposition: 'deferred', reason: 'check-failed', nextAt };
  }
}

async function screenInTx(
  deps: EngineDeps,
  tx: TenantTx,
  attemptId: CallRef['attemptId'],
  row: DialRow,
): Promise<DialScreening> {
  const nowMs = deps.clock.now();
  // Branded by the database: campaign ids come from the campaigns table alone.
  const campaignId = row.campaign_id as CampaignId | null;
  const rules = campaignId === null ? null : braked(await readCampaignRules(tx, campaignId), nowMs);
  if (campaignId !== null && !rules) throw new Error('the campaign of this attempt is gone');
  const apart = rules && clocksApart(deps.machineClock.now(), rules.database_now_ms);
  if (apart) throw new Error(apart);
  if (row.lead_id === null) throw new Error('an attempt without a lead cannot be screened');
  const offsetMs = Number(rules?.clock_offset_ms ?? 0);
  const facts = await readLeadFacts(deps, tx, {
    campaignId,
    leadIds: [row.lead_id],
    nowMs,
    offsetMs,
    exceptAttempt: attemptId,
  });
  const lead = facts.get(row.lead_id);
  if (!lead) throw new Error('the lead of this attempt is gone');
  if (row.trunk_status !== 'active') return { kind: 'refused', disposition: 'cancelled', reason: 'trunk-paused' };
  const phone = lead.phones.find((one) => one.hmac.equals(row.number_hmac));
  // The lead was changed since the claim: its next claim takes the number it has now.
  if (!phone) return { kind: 'refused', disposition: 'cancelled', reason: 'number-changed' };
  const revision = rules?.profile_revision ?? (await readProfile(tx)).revision;
  const verdict = screenPhone(deps, lead, phone.facts.position, {
    phase: 'dial',
    rules,
    ruleSet: await deps.rules.of(tx, { revision, offsetMs }),
    carrierIsReal: deps.carriers[row.carrier]?.capabilities.real ?? true,
    rulesNowMs: nowMs + offsetMs,
    demonstrationClock: rules !== null && rules.clock_offset_ms !== null,
  });
  await writeVerdicts(tx, { phase: 'dial', campaignId, nowMs, offsetMs }, [
    { verdict, leadId: row.lead_id, attemptId, numberHmac: row.number_hmac },
  ]);
  if (verdict.result === 'allowed') {
    return {
      kind: 'allowed',
      number: openNumber(deps.keyring, row),
      zone: phone.facts.places.zones[0] ?? null,
      maxCallMs: rules?.max_call_ms ?? 600_000,
      clockOffsetMs: offsetMs,
      carrierTrunkId: row.livekit_trunk_id,
    };
  }
  const reason = verdict.reason ?? 'check-failed';
  // A paused campaign says nothing about the lead: it goes back as it was.
  if (reason === 'campaign-not-running') return { kind: 'refused', disposition: 'cancelled', reason };
  await noteRefusal(tx, attemptId, { scope: verdict.scope });
  return {
    kind: 'refused',
    disposition: verdict.result === 'deferred' ? 'deferred' : 'blocked',
    reason,
    ...(verdict.nextCallableAt === null || verdict.result !== 'deferred'
      ? {}
      : { nextAt: new Date(verdict.nextCallableAt - offsetMs).toISOString() }),
  };
}

/** Outside its schedule a campaign dials as little as one that is paused. */
function braked(rules: CampaignRules | null, nowMs: number): CampaignRules | null {
  if (rules?.status !== 'running' || schedulePhase(rules.schedule, nowMs) === 'open') return rules;
  return { ...rules, status: 'paused' };
}
