import { ApplicationFailure } from '@temporalio/common';
import { fenceAttempt } from '../../database/engine/fence-attempt.ts';
import { FAILURES, liveKitNames } from '../../workflows/contract.ts';
import type { EngineDeps } from '../deps.ts';
import type { CallRef, FenceSeen } from '../interface.ts';

/**
 * Makes sure that nothing of this attempt rings from here on, then says what was seen: the fence is committed first (no
 * dial can begin), then the room is deleted or the intent fenced at the carrier (a dial that has begun ends, a late one is
 * refused). Throws while the carrier cannot be asked; safe to repeat.
 */
export async function fenceCall(deps: EngineDeps, input: CallRef & { reason: string }): Promise<FenceSeen> {
  const { tenantId, attemptId, reason } = input;
  const row = await deps.database.inTenant(tenantId, (tx) =>
    fenceAttempt(tx, attemptId, { reason, nowMs: deps.clock.now() }),
  );
  if (!row) throw ApplicationFailure.nonRetryable('the attempt to be fenced does not exist', FAILURES.notFound);
  const carrier = deps.carriers[row.carrier];
  const ref = { attemptId, room: row.room, calleeIdentity: liveKitNames.callee(attemptId) };
  if (!carrier) {
    if (row.dial_started_at)
      throw new Error(`carrier "${row.carrier}" is not configured here: its call cannot be fenced`);
    return { placed: 'never', ringing: false, answered: false };
  }
  const seen = await carrier.fence(ref);
  return {
    // The compare-and-set in Postgres proves a dial that never began, whatever the carrier can tell.
    placed: row.dial_started_at === null ? 'never' : seen.placed,
    ringing: seen.ringing || row.ringing_at !== null,
    answered: seen.answered || row.answered_at !== null,
    ...(row.answered_at === null ? {} : { answeredAt: row.answered_at.toISOString() }),
  };
}
