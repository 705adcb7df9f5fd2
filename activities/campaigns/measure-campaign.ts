import { ApplicationFailure } from '@temporalio/common';
import { z } from 'zod';
import { type Limits, readLimits } from '../../database/engine/limits.ts';
import {
  type CampaignRow,
  countLeads,
  type CountsRow,
  type DueRow,
  readCampaign,
  readDue,
  readOutcomes,
} from '../../database/engine/measure-campaign.ts';
import type { TenantTx } from '../../database/connect.ts';
import { callsForVoice } from '../../domain/pacing/warm-voice.ts';
import { schedulePhase, type SchedulePhase } from '../../domain/schedule.ts';
import { MINUTE_MS, minuteOfDay, wallAt } from '../../domain/time.ts';
import type { CampaignId, TenantId } from '../../domain/ids.ts';
import { DISPOSITIONS } from '../../domain/vocabulary.ts';
import { FAILURES } from '../../workflows/contract.ts';
import { clocksApart } from '../clocks-apart.ts';
import type { EngineDeps } from '../deps.ts';
import type { CampaignMeasurements } from '../interface.ts';

/** Totals of a large campaign are counted anew at most so often; everything that decides is read each time. */
const COUNT_AGAIN_MS = 10_000;
const LARGE = 5_000;
/** A count takes at most this share of one connection's time: a million leads take seconds. */
const COUNTING_SHARE = 0.05;
/** Until clocks that differ are looked at again, or a stop is seen. */
const LOOK_AT_CLOCKS_MS = 5_000;

interface Counted {
  counts: CountsRow;
  atMs: number;
  tookMs: number;
}

const rampUp = z.object({
  fromCallsPerSecond: z.number().positive().optional().catch(undefined),
  overSeconds: z.number().positive().optional().catch(undefined),
});

/** Reads what a tick decides on, in one transaction. The totals of large campaigns are counted beside it. */
export function createMeasureCampaign(deps: EngineDeps) {
  const remembered = new Map<CampaignId, Counted>();
  const counting = new Set<CampaignId>();

  return async function measureCampaign(input: {
    tenantId: TenantId;
    campaignId: CampaignId;
    lookBackMs: number;
  }): Promise<CampaignMeasurements> {
    const nowMs = deps.clock.now();
    return deps.database.inTenant(input.tenantId, async (tx) => {
      const campaign = await readCampaign(tx, input.campaignId);
      const limits = await readLimits(tx, input.campaignId);
      if (!campaign || !limits) {
        throw ApplicationFailure.nonRetryable('the campaign or its trunk does not exist', FAILURES.notFound);
      }
      requireRightClock(deps, campaign);
      const schedule = schedulePhase(campaign.schedule, nowMs);
      const due = withinSchedule(await readDue(tx, input.campaignId, nowMs), campaign, schedule);
      const counts = await totals(tx, input.campaignId, nowMs, due.any_waiting || due.in_call > 0);
      const outcomes = await readOutcomes(tx, input.campaignId, nowMs - input.lookBackMs);
      return {
        at: new Date(nowMs).toISOString(),
        demonstrationOffsetMs: campaign.clock_offset_ms === null ? null : Number(campaign.clock_offset_ms),
        status: campaign.status,
        revision: campaign.revision,
        schedule,
        trunk: { status: limits.trunkStatus, pausedReason: limits.trunkPausedReason, carrier: limits.carrier },
        free: freeOf(limits),
        callsPerSecond: Math.min(limits.campaignCallsPerSecond, limits.trunkCallsPerSecond),
        pacing: { rampUp: rampUpOf(campaign), startedAt: campaign.started_at?.toISOString() ?? null },
        leads: {
          // Remembered totals must not end a campaign that has leads, nor keep one alive that has none.
          waiting: due.any_waiting ? Math.max(1, due.due_now, counts.waiting) : 0,
          dueNow: due.due_now,
          inCall: due.in_call,
          done: counts.done,
          blocked: counts.blocked,
        },
        nextDueAt: due.next_due_at?.toISOString() ?? null,
        waitingForWindow: windowOf(deps, counts, Number(campaign.clock_offset_ms ?? 0)),
        recentOutcomes: outcomes.map(({ ended_at, disposition }) => ({
          at: ended_at.toISOString(),
          group: DISPOSITIONS[disposition].group,
          disposition,
        })),
      };
    });
  };

  /** Counts on the spot where that is cheap, where nothing is known yet and where the campaign ends. */
  async function totals(tx: TenantTx, campaignId: CampaignId, nowMs: number, goesOn: boolean): Promise<CountsRow> {
    const before = remembered.get(campaignId);
    if (!before || !goesOn) return count(tx, campaignId, nowMs);
    if (nowMs - before.atMs >= Math.max(COUNT_AGAIN_MS, before.tookMs / COUNTING_SHARE)) {
      countBeside(tx.tenantId, campaignId, nowMs);
    }
    return before.counts;
  }

  async function count(tx: TenantTx, campaignId: CampaignId, nowMs: number): Promise<CountsRow> {
    const startedMs = performance.now();
    const counts = await countLeads(tx, campaignId);
    const isLarge = counts.waiting + counts.done + counts.blocked > LARGE;
    if (isLarge) remembered.set(campaignId, { counts, atMs: nowMs, tookMs: performance.now() - startedMs });
    else remembered.delete(campaignId);
    return counts;
  }

  /** A tick does not wait for a count: its calls have their slots. */
  function countBeside(tenantId: TenantId, campaignId: CampaignId, nowMs: number): void {
    if (counting.has(campaignId)) return;
    counting.add(campaignId);
    deps.database
      .inTenant(tenantId, (tx) => count(tx, campaignId, nowMs))
      .catch((error: unknown) => deps.logger.warn({ err: error, campaignId }, 'leads could not be counted'))
      .finally(() => counting.delete(campaignId));
  }
}

/**
 * A clock that is hours ahead would end the campaign by its schedule, for good, and give its pacing a time that has not
 * come: the measurement is tried again, here or by another worker, until clocks agree. One that does not run is measured
 * by any clock, since nothing of it is decided by the time: whoever stops it in the meantime is obeyed.
 */
function requireRightClock(deps: Pick<EngineDeps, 'machineClock'>, campaign: CampaignRow): void {
  const apart = campaign.status === 'running' && clocksApart(deps.machineClock.now(), campaign.database_now_ms);
  if (!apart) return;
  throw ApplicationFailure.create({ message: apart, type: FAILURES.clocksApart, nextRetryDelay: LOOK_AT_CLOCKS_MS });
}

/** Before its schedule begins nothing of a campaign is due. */
function withinSchedule(due: DueRow, { schedule: { startAt } }: CampaignRow, phase: SchedulePhase): DueRow {
  if (phase !== 'before' || startAt === undefined) return due;
  const begins = new Date(startAt);
  const known = !Number.isNaN(begins.getTime());
  const next = due.next_due_at && known && due.next_due_at < begins ? begins : due.next_due_at;
  return { ...due, due_now: 0, next_due_at: known ? next : null };
}

function freeOf(limits: Limits): CampaignMeasurements['free'] {
  const agents = Object.values(limits.agents).reduce((sum, agent) => sum + Math.max(0, agent.free), 0);
  return {
    campaign: limits.campaignFree,
    trunk: limits.trunkFree,
    tenant: limits.tenantFree,
    agents,
    voice: limits.voice && callsForVoice(limits.voice),
  };
}

function rampUpOf(campaign: CampaignRow): CampaignMeasurements['pacing']['rampUp'] {
  const read = rampUp.safeParse(campaign.ramp_up);
  if (!read.success) return {};
  const { fromCallsPerSecond, overSeconds } = read.data;
  return {
    ...(fromCallsPerSecond === undefined ? {} : { fromCallsPerSecond }),
    ...(overSeconds === undefined ? {} : { overSeconds }),
  };
}

/** `localStart` is what a clock reads in the first zone whose window opens, by the tenant's clock: `09:00`. */
function windowOf(
  deps: Pick<EngineDeps, 'numbering'>,
  counts: CountsRow,
  offsetMs: number,
): CampaignMeasurements['waitingForWindow'] {
  const opens = counts.window_opens_at;
  const zone = counts.window_zone;
  const known = opens !== null && zone !== null && deps.numbering.zones.has(zone);
  return {
    leads: counts.window_leads,
    zones: counts.window_zones,
    opensAt: opens?.toISOString() ?? null,
    localStart: known ? hourAt(deps, zone, opens.getTime() + offsetMs) : null,
  };
}

function hourAt(deps: Pick<EngineDeps, 'numbering'>, zone: string, atMs: number): string {
  const minute = minuteOfDay(wallAt(deps.numbering.zones, zone, Math.floor(atMs / MINUTE_MS) * MINUTE_MS));
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}
