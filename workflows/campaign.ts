import {
  allHandlersFinished,
  condition,
  continueAsNew,
  patched,
  proxyActivities,
  setCurrentDetails,
  setHandler,
  upsertSearchAttributes,
  uuid4,
  workflowInfo,
} from '@temporalio/workflow';
import type { CampaignActivities, CampaignMeasurements, LaunchResult } from '../activities/interface.ts';
import { describe } from './campaign-details.ts';
import { afterLaunch, planTick, type TickOutcome, type TickPlan, untilNextTick, waitsFor } from './campaign-pace.ts';
import { adoptRow, type CampaignState, carriedOver, obey, refusal, restored, viewOf } from './campaign-state.ts';
import { campaignCommand, type CampaignInput, campaignView, type CampaignView, campaignWake } from './contract.ts';
import { searchAttributes } from './contract.ts';
import { BREAKER_LOOK_BACK_MS, hangUpOptions, HORIZON_MS, launchOptions, measureOptions } from './options.ts';

const { measureCampaign, settleCampaign, notePacing } = proxyActivities<CampaignActivities>(measureOptions);
const { hangUpCampaign } = proxyActivities<CampaignActivities>(hangUpOptions);
const IDLE: TickOutcome = { launched: 0, waits: null };

/**
 * One campaign from its start to its last lead: measure, decide how many calls to place, have them launched, wait for
 * the next tick, the next due time or a message. It remembers only its pacing; leads and calls are in Postgres.
 */
export async function campaign(input: CampaignInput): Promise<CampaignView> {
  const state = restored(input.carried, Date.now());
  // Asked once a run: a run that began without them ends without them.
  const followsRate = patched('slots-follow-the-rate');
  const isPatient = patched('waits-with-patience');
  receiveMessages(state);
  while (!(workflowInfo().continueAsNewSuggested && allHandlersFinished())) {
    await putInForce(input, state);
    const measured = await measureCampaign({ ...which(input), lookBackMs: BREAKER_LOOK_BACK_MS });
    const measuredAtMs = Date.now();
    adoptRow(state, measured, Date.now());
    endBySchedule(state, measured);
    if (await over(input, state, measured)) return viewOf(state);
    const outcome = state.status === 'running' ? await dial(input, state, measured, { followsRate, isPatient }) : IDLE;
    if (state.status !== 'running') say(state, measured, '');
    const waitMs = untilNextTick(state, measured, outcome) - (Date.now() - measuredAtMs);
    state.vainLooks = outcome.waits === null ? 0 : state.vainLooks + 1;
    await condition(() => state.woken, Math.max(waitMs, 1), { summary: state.details });
    state.tick += 1;
  }
  return continueAsNew<typeof campaign>({ ...which(input), carried: carriedOver(state) });
}

function receiveMessages(state: CampaignState): void {
  setHandler(
    campaignCommand,
    async (command) => {
      obey(state, command, Date.now());
      await condition(() => state.inForce >= command.revision);
      return viewOf(state);
    },
    {
      validator: (command) => {
        const reason = refusal(state, command);
        if (reason !== undefined) throw new Error(reason);
      },
    },
  );
  setHandler(campaignView, () => viewOf(state));
  setHandler(campaignWake, () => {
    state.woken = true;
  });
}

/** Writes what the commands heard since brought about; only then are they answered. */
async function putInForce(input: CampaignInput, state: CampaignState): Promise<void> {
  if (state.woken) state.vainLooks = 0;
  state.woken = false;
  const { revision, status } = state;
  if (state.hangUp) await hangUpCampaign({ ...which(input), reason: 'campaign-stopped' });
  if (revision === state.inForce) return;
  await settleCampaign({ ...which(input), status, revision });
  upsertSearchAttributes([{ key: searchAttributes.state, value: status }]);
  state.inForce = Math.max(state.inForce, revision);
}

/**
 * Nothing is left to do: stopped with no call in progress, or every lead done or blocked. A command that reached the row
 * at this very moment wins over the end, so the row is read once more.
 */
async function over(input: CampaignInput, state: CampaignState, measured: CampaignMeasurements): Promise<boolean> {
  const ending = endOf(state, measured);
  if (ending === undefined) return false;
  state.status = ending;
  say(state, measured, '');
  await settleCampaign({ ...which(input), status: ending, revision: state.revision });
  const written = await measureCampaign({ ...which(input), lookBackMs: 0 });
  if (written.status !== ending) {
    adoptRow(state, written, Date.now());
    state.woken = true;
    return false;
  }
  upsertSearchAttributes([{ key: searchAttributes.state, value: ending }]);
  state.inForce = state.revision;
  await condition(allHandlersFinished);
  return true;
}

function endOf({ status }: CampaignState, { leads }: CampaignMeasurements): 'completed' | 'stopped' | undefined {
  if (status === 'completed' || status === 'stopped') return status;
  if (leads.inCall > 0) return undefined;
  if (status === 'stopping') return 'stopped';
  return status === 'running' && leads.waiting === 0 ? 'completed' : undefined;
}

/** After its last moment a campaign ends as if it had been stopped: calls in progress go on to their end. */
function endBySchedule(state: CampaignState, { schedule }: CampaignMeasurements): void {
  if (schedule === 'over' && state.status === 'running') state.status = 'stopping';
}

async function dial(
  input: CampaignInput,
  state: CampaignState,
  measured: CampaignMeasurements,
  pacing: { followsRate: boolean; isPatient: boolean },
): Promise<TickOutcome> {
  const plan = planTick(state, measured);
  await noteBreaker(input, state, plan);
  state.breaker = plan.breaker;
  say(state, measured, plan.sentence);
  const outcomeOf = (launch: LaunchResult | null): TickOutcome => {
    const waits = pacing.isPatient ? waitsFor(measured, plan, launch) : null;
    if (waits) say(state, measured, waits.sentence);
    return { launched: launch?.launched ?? 0, waits };
  };
  if (plan.count === 0) return outcomeOf(null);
  const { launchCalls } = proxyActivities<CampaignActivities>({
    ...launchOptions,
    summary: `up to ${plan.count} at ${Math.round(plan.callsPerSecond * 10) / 10} a second`,
  });
  const launch = await launchCalls({
    ...which(input),
    launchId: uuid4(),
    count: plan.count,
    horizonMs: HORIZON_MS,
    callsPerSecond: plan.callsPerSecond,
  });
  afterLaunch(state, plan, launch.launched, Date.parse(measured.at), pacing);
  return outcomeOf(launch);
}

async function noteBreaker(input: CampaignInput, state: CampaignState, plan: TickPlan): Promise<void> {
  if (state.breaker.kind === plan.breaker.kind) return;
  const events = { open: 'breaker-opened', 'half-open': 'breaker-probing', closed: 'breaker-closed' } as const;
  await notePacing({ ...which(input), event: events[plan.breaker.kind], sentence: plan.sentence });
}

function say(state: CampaignState, measured: CampaignMeasurements, dialling: string): void {
  state.details = describe(state.status, measured, dialling);
  setCurrentDetails(state.details);
}

function which({ tenantId, campaignId }: CampaignInput): Pick<CampaignInput, 'tenantId' | 'campaignId'> {
  return { tenantId, campaignId };
}
