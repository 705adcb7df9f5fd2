import { addEvents } from '../../database/engine/add-events.ts';
import { beginDial, type DialRow, whyNoDial } from '../../database/engine/begin-dial.ts';
import { isFenced, noteAnswered, noteRinging } from '../../database/engine/note-dial.ts';
import type { TenantTx } from '../../database/connect.ts';
import type { E164 } from '../../domain/ids.ts';
import { liveKitNames } from '../../workflows/contract.ts';
import type { EngineDeps } from '../deps.ts';
import type { CallRef, DialOutcome } from '../interface.ts';
import type { Carrier, Placement, PlacementOutcome } from '../telephony/carrier.ts';
import { screenDial } from './screen-dial.ts';

/**
 * The one dial of an attempt. Waits for its slot, claims the dial by compare-and-set, screens for the last time, places
 * the call and says what became of it. Must never be retried: a second run finds the dial begun and answers unknown.
 */
export async function dial(
  deps: EngineDeps,
  input: CallRef & { dialAt: string; ringTimeoutMs: number },
): Promise<DialOutcome> {
  await until(Date.parse(input.dialAt), deps.clock);
  const { tenantId, attemptId } = input;
  const begin = async (tx: TenantTx) =>
    (await beginDial(tx, attemptId, deps.clock.now())) ?? (await whyNoDial(tx, attemptId));
  const begun = await deps.database.inTenant(tenantId, begin, 'once');
  if (begun === 'begun-before') return { kind: 'unknown', detail: 'the dial of this attempt had begun before' };
  if (typeof begun === 'string') return { kind: 'refused', disposition: 'cancelled', reason: begun };

  const screening = await screenDial(deps, input, begun);
  if (screening.kind === 'refused') return screening;
  const carrier = deps.carriers[begun.carrier];
  if (!carrier) return { kind: 'refused', disposition: 'cancelled', reason: 'carrier-not-configured' };

  const { number, zone, maxCallMs, clockOffsetMs, carrierTrunkId } = screening;
  const outcome = await place(deps, carrier, input, {
    tenantId,
    attemptId,
    number,
    // Stored as E.164: the API refuses other caller IDs.
    fromNumber: begun.from_number as E164 | null,
    room: begun.room,
    calleeIdentity: liveKitNames.callee(attemptId),
    carrierTrunkId,
    ringTimeoutMs: input.ringTimeoutMs,
    maxDurationMs: input.ringTimeoutMs + maxCallMs,
    clockOffsetMs,
    zone,
  });
  return settle(deps, input, begun, outcome);
}

async function place(
  deps: EngineDeps,
  carrier: Carrier,
  { tenantId, attemptId }: CallRef,
  placement: Placement,
): Promise<PlacementOutcome> {
  let noted: Promise<void> = Promise.resolve();
  const outcome = await carrier.place(placement, {
    ringing() {
      const atMs = deps.clock.now();
      noted = deps.database
        .inTenant(tenantId, (tx) => noteRinging(tx, attemptId, atMs), 'once')
        .catch((error: unknown) => deps.logger.warn({ err: error, attemptId }, 'ringing could not be noted'));
    },
  });
  await noted;
  return outcome;
}

/** What the carrier said counts only while no fence has fallen: a cancelled dial looks like one nobody answered. */
async function settle(
  deps: EngineDeps,
  { tenantId, attemptId }: CallRef,
  row: DialRow,
  outcome: PlacementOutcome,
): Promise<DialOutcome> {
  if (outcome.kind === 'unknown') return outcome;
  if (outcome.kind === 'answered') {
    const { answeredAt, carrierCallId } = outcome;
    const answered = { answeredAtMs: Date.parse(answeredAt), carrierCallId };
    const counts = await deps.database.inTenant(tenantId, (tx) => noteAnswered(tx, attemptId, answered), 'once');
    if (!counts) return { kind: 'unknown', detail: 'answered, but the attempt was fenced meanwhile', answeredAt };
    return { kind: 'answered', answeredAt, ...(carrierCallId === undefined ? {} : { carrierCallId }) };
  }
  if (await deps.database.inTenant(tenantId, (tx) => isFenced(tx, attemptId), 'once')) {
    return { kind: 'unknown', detail: 'the attempt was fenced while it was dialled' };
  }
  if (outcome.pauseTrunk !== undefined) await pauseTrunk(deps, { tenantId, attemptId }, row, outcome.pauseTrunk);
  const { disposition, sipStatus, detail } = outcome;
  return {
    kind: 'not-answered',
    disposition,
    ...(sipStatus === undefined ? {} : { sipStatus }),
    ...(detail === undefined ? {} : { detail }),
  };
}

async function pauseTrunk(deps: EngineDeps, call: CallRef, row: DialRow, reason: string): Promise<void> {
  await deps.database.inTenant(call.tenantId, async (tx) => {
    const [paused] = await tx.query<{ paused: boolean }>('select pause_trunk($1, $2) as paused', [
      row.trunk_id,
      reason,
    ]);
    if (!paused?.paused) return;
    await addEvents(tx, deps.clock.now(), [
      {
        type: 'trunk.paused',
        campaignId: row.campaign_id,
        callId: call.attemptId,
        data: { trunkId: row.trunk_id, reason },
      },
    ]);
  });
}

async function until(atMs: number, clock: EngineDeps['clock']): Promise<void> {
  const waitMs = atMs - clock.now();
  if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
}
