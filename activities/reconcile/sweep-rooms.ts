import { WorkflowNotFoundError } from '@temporalio/client';
import { allTenants, type LiveAttemptRow, readAttempts } from '../../database/engine/reconcile-rows.ts';
import type { AttemptId, TenantId } from '../../domain/ids.ts';
import { callEnded, callOfRoom, type CallReport, workflowIds } from '../../workflows/contract.ts';
import type { EngineDeps } from '../deps.ts';
import type { Rooms } from '../rooms/rooms.ts';

/** An agent that restarts or joins late is given this long after the answer. */
const AGENT_MISSING_MS = 10_000;
/** Younger rooms belong to a preparation that is under way. */
const ROOM_SETTLED_MS = 15_000;
/** Agent and callee. */
const COMPLETE = 2;

export type SweepDeps = Pick<EngineDeps, 'database' | 'clock' | 'temporal'> & { rooms: Rooms };

/**
 * Finds rooms nobody will end: those of ended attempts are deleted; calls whose agent is gone are told to their workflow,
 * which would otherwise wait for its guard timer with a callee who hears nothing. Rooms of tenants that are not known here
 * belong to another installation on the same LiveKit server. Returns how many were acted upon.
 */
export async function sweepRooms(deps: SweepDeps): Promise<number> {
  const nowMs = deps.clock.now();
  const rooms = (await deps.rooms.list()).filter((room) => nowMs - room.createdAtMs > ROOM_SETTLED_MS);
  const attempts = await attemptsOf(
    deps,
    rooms.map((room) => room.name),
  );
  const ours = new Set(await allTenants(deps.database));
  let acted = 0;
  for (const room of rooms) {
    const call = callOfRoom(room.name);
    if (!call || !ours.has(call.tenantId)) continue;
    const attempt = attempts.get(call.attemptId);
    if (!attempt || attempt.state === 'ended') {
      await deps.rooms.close(room.name);
      acted += 1;
    } else if (room.participants < COMPLETE && (await agentIsGone(deps, attempt, nowMs))) {
      await reportLost(deps, attempt, nowMs);
      acted += 1;
    }
  }
  return acted;
}

async function attemptsOf(deps: SweepDeps, rooms: readonly string[]): Promise<Map<AttemptId, LiveAttemptRow>> {
  const byTenant = new Map<TenantId, AttemptId[]>();
  for (const call of rooms.map(callOfRoom)) {
    if (call) byTenant.set(call.tenantId, [...(byTenant.get(call.tenantId) ?? []), call.attemptId]);
  }
  const found = new Map<AttemptId, LiveAttemptRow>();
  for (const [tenantId, ids] of byTenant) {
    const rows = await deps.database.inTenant(tenantId, (tx) => readAttempts(tx, ids));
    for (const row of rows) found.set(row.id, row);
  }
  return found;
}

async function agentIsGone(deps: { rooms: Rooms }, attempt: LiveAttemptRow, nowMs: number): Promise<boolean> {
  if (attempt.state !== 'active' || !attempt.answered_at) return false;
  if (nowMs - attempt.answered_at.getTime() < AGENT_MISSING_MS) return false;
  const participants = await deps.rooms.participants(attempt.room);
  return !participants.some((one) => one.kind === 'agent');
}

/** Tells the call's workflow that its agent is gone. Its first report counts: one that came before is kept. */
export async function reportLost(deps: SweepDeps, attempt: LiveAttemptRow, nowMs: number): Promise<void> {
  const answeredAt = attempt.answered_at ?? new Date(nowMs);
  const report: CallReport = {
    outcome: 'agent-failed',
    endReason: 'agent-lost',
    answeredAt: answeredAt.toISOString(),
    endedAt: new Date(nowMs).toISOString(),
    talkMs: Math.max(0, nowMs - answeredAt.getTime()),
    turns: 0,
    optOut: false,
    error: 'the voice worker left the call',
  };
  try {
    await deps.temporal.workflow.getHandle(workflowIds.call(attempt.id)).signal(callEnded, report);
  } catch (error) {
    // The reconciler of leases ends calls without a workflow.
    if (!(error instanceof WorkflowNotFoundError)) throw error;
  }
}
