/** What a campaign workflow remembers, and how commands and the campaign's row change it. Pure. */
import type { CampaignMeasurements } from '../activities/interface.ts';
import type { CampaignCarried, CampaignCommand, CampaignView } from './contract.ts';
import { closedBreaker } from '../domain/pacing/breaker.ts';
import { newBucket } from '../domain/pacing/token-bucket.ts';

export interface CampaignState extends CampaignCarried {
  details: string;
  /** A message asks for a look before the wait is over. */
  woken: boolean;
  /** Looks in a row that found no room for a call. */
  vainLooks: number;
  /** The newest revision whose consequences are written: what an update waits for. */
  inForce: number;
}

export function restored(carried: CampaignCarried | undefined, nowMs: number): CampaignState {
  const begun: CampaignCarried = carried ?? {
    startedAtMs: nowMs,
    tick: 0,
    breaker: closedBreaker(nowMs),
    // Slots are counted by the database's clock, of which nothing is known yet.
    bucket: newBucket(0),
    status: 'running',
    hangUp: false,
    revision: 0,
  };
  return { ...begun, details: 'Starting.', woken: false, vainLooks: 0, inForce: begun.revision };
}

export function carriedOver(state: CampaignState): CampaignCarried {
  const { details: _, woken: __, vainLooks: ___, inForce: ____, ...carried } = state;
  return carried;
}

/** Why a command cannot be accepted, or undefined. Old revisions are accepted and change nothing. */
export function refusal(state: CampaignState, command: CampaignCommand): string | undefined {
  if (!Number.isSafeInteger(command.revision) || command.revision < 1) return 'the revision is not a positive integer';
  const ending = state.status !== 'running' && state.status !== 'paused';
  if (ending && command.revision > state.revision && command.kind !== 'stop') {
    return `the campaign is ${state.status}; it takes no ${command.kind} any more`;
  }
  return undefined;
}

/** Idempotent by revision. Hanging up is taken from an old revision too: the row, read first, does not say it. */
export function obey(state: CampaignState, command: CampaignCommand, nowMs: number): void {
  if (command.kind === 'stop' && command.calls === 'hang-up' && state.status !== 'stopped') state.hangUp = true;
  state.woken = true;
  if (command.revision <= state.revision) return;
  state.revision = command.revision;
  switch (command.kind) {
    case 'pause':
      state.status = 'paused';
      return;
    case 'resume':
      run(state, nowMs);
      return;
    case 'stop':
      state.status = 'stopping';
      return;
    case 'pacing':
      // The new limits are in the row, which every tick reads.
      return;
  }
}

/**
 * The row is the brake that claim and dial obey, and it may be pulled while this workflow cannot be reached: a row of
 * this revision or a newer one counts more than what was heard.
 */
export function adoptRow(
  state: CampaignState,
  row: Pick<CampaignMeasurements, 'status' | 'revision'>,
  nowMs: number,
): void {
  if (row.revision < state.revision) return;
  state.revision = row.revision;
  state.inForce = Math.max(state.inForce, row.revision);
  switch (row.status) {
    case 'running':
      run(state, nowMs);
      return;
    case 'paused':
    case 'stopping':
    case 'stopped':
    case 'completed':
      state.status = row.status;
      return;
    case 'draft':
    case 'archived':
      state.status = 'stopped';
      return;
  }
}

/** After a pause the ramp-up begins again. */
function run(state: CampaignState, nowMs: number): void {
  if (state.status !== 'running') state.startedAtMs = nowMs;
  state.status = 'running';
}

export function viewOf({ status, details, revision }: CampaignState): CampaignView {
  return { status, details, revision };
}
