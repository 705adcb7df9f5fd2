import { ApplicationFailure } from '@temporalio/common';
import { addEvents } from '../../database/engine/add-events.ts';
import { readCampaignRules } from '../../database/engine/campaign-rules.ts';
import { blockLeads, deferLeads } from '../../database/engine/hold-leads.ts';
import { readLimits } from '../../database/engine/limits.ts';
import { writeVerdicts } from '../../database/engine/write-verdicts.ts';
import type { TenantTx } from '../../database/connect.ts';
import { FAILURES } from '../../workflows/contract.ts';
import { clocksApart } from '../clocks-apart.ts';
import type { EngineDeps } from '../deps.ts';
import type { LaunchInput, LaunchResult } from '../interface.ts';
import { heldEvents, movedEvents } from './launch-events.ts';
import { freeOf, whyNotAtAll } from './launch-limits.ts';
import { earlierRun, type Launched, nothingLaunched } from './launched.ts';
import { screenDueLeads } from './screen-due-leads.ts';
import { startCallWorkflows } from './start-call-workflows.ts';
import { takeCalls } from './take-calls.ts';

/**
 * Claims due leads, screens them, takes leases and slots and writes the intents in one transaction; then starts one call
 * workflow an attempt. A launch that runs again starts the set it made before and claims nothing. What is committed and
 * not started (a crash in between) the reconciler starts.
 */
export async function launchCalls(deps: EngineDeps, input: LaunchInput): Promise<LaunchResult> {
  const launch = await deps.database.inTenant(input.tenantId, (tx) => claim(deps, tx, input), 'once');
  await startCallWorkflows(deps, launch.calls);
  return launch.result;
}

async function claim(deps: EngineDeps, tx: TenantTx, input: LaunchInput): Promise<Launched> {
  const nowMs = deps.clock.now();
  const rules = await readCampaignRules(tx, input.campaignId);
  const forecast = await readLimits(tx, input.campaignId);
  if (!rules || !forecast) {
    throw ApplicationFailure.nonRetryable('the campaign or its trunk does not exist', FAILURES.notFound);
  }
  const before = await earlierRun(tx, input, rules, forecast);
  if (before) return before;
  const apart = clocksApart(deps.machineClock.now(), rules.database_now_ms);
  if (apart) {
    deps.logger.error({ campaignId: input.campaignId, apart }, 'no lead is claimed by a clock that is wrong');
    return nothingLaunched('clocks-apart');
  }
  const carrier = deps.carriers[forecast.carrier];
  const stopped = whyNotAtAll(rules, forecast, carrier, nowMs);
  if (stopped) return nothingLaunched(stopped);

  const { free, limit } = freeOf(forecast);
  const count = Math.min(input.count, Math.max(0, free));
  const cut = count < input.count ? limit : null;
  if (count === 0) return nothingLaunched(cut);
  const due = await screenDueLeads(deps, tx, {
    ...input,
    count,
    rules,
    nowMs,
    carrierIsReal: carrier?.capabilities.real ?? true,
  });
  await blockLeads(tx, input.campaignId, nowMs, due.blocked);
  const moved = await deferLeads(tx, input.campaignId, due.deferred);
  await writeVerdicts(
    tx,
    { phase: 'claim', campaignId: input.campaignId, nowMs, offsetMs: Number(rules.clock_offset_ms ?? 0) },
    due.verdicts,
  );
  await addEvents(tx, nowMs, [...heldEvents(input, due), ...movedEvents(input, moved)]);
  return takeCalls(deps, tx, { input, rules, due, nowMs, cut: due.callable.length < count ? null : cut });
}
