import {
  leasesBefore,
  type LeaseRow,
  type LiveAttemptRow,
  readAttempts,
  releaseLease,
  restoredAt,
} from '../../database/engine/reconcile-rows.ts';
import type { TenantId } from '../../domain/ids.ts';
import { MINUTE_MS } from '../../domain/time.ts';
import { fenceCall } from '../calls/fence-call.ts';
import { finishCall } from '../calls/finish-call.ts';
import type { EngineDeps } from '../deps.ts';
import { callInput, startCallWorkflow } from '../launch/start-call-workflows.ts';
import { callWorkflowStates, terminateCall, type WorkflowState } from './call-workflows.ts';

/** A call that was committed and never started is started this late at most; later its slot means nothing any more. */
const START_LATE_MS = 2 * MINUTE_MS;
/** A workflow that runs this much longer than its call can last does not move any more. */
const STRANDED_AFTER_MS = 10 * MINUTE_MS;
const LONGEST_CALL_MS = 2 * 60 * MINUTE_MS;
const AT_ONCE = 10;
/** A sweep ends before its activity's time does: the next one goes on. */
const SWEEP_MS = MINUTE_MS;
/** A carrier that failed this often in one sweep is not waited for again in it. */
const ENOUGH_FAILURES = 5;

/** What a lease that outlived its moment calls for. */
export type Remedy =
  | { kind: 'leave' }
  | { kind: 'release' }
  | { kind: 'start' }
  | { kind: 'fence'; reason: 'workflow-closed' | 'workflow-missing' | 'stranded' | 'restored' };

/**
 * Decides about one lease. Never dialled, still wanted and its workflow missing: the launch broke off between commit and
 * start. Anything else without a running workflow is fenced: nobody knows what it did. Pure.
 */
export function remedyFor(
  attempt: LiveAttemptRow | undefined,
  workflow: WorkflowState,
  nowMs: number,
  restoredAtMs: number | null,
): Remedy {
  if (!attempt || attempt.state === 'ended') return { kind: 'release' };
  if (restoredAtMs !== null && attempt.intended_at.getTime() < restoredAtMs)
    return { kind: 'fence', reason: 'restored' };
  if (workflow === 'running') {
    const longest = (attempt.ring_timeout_ms ?? 0) + (attempt.max_call_ms ?? LONGEST_CALL_MS) + STRANDED_AFTER_MS;
    return nowMs > attempt.due_at.getTime() + longest ? { kind: 'fence', reason: 'stranded' } : { kind: 'leave' };
  }
  if (workflow === 'closed') return { kind: 'fence', reason: 'workflow-closed' };
  const neverDialled = attempt.dial_started_at === null && attempt.fenced_at === null;
  const wanted = attempt.campaign_status === 'running' && nowMs < attempt.due_at.getTime() + START_LATE_MS;
  return neverDialled && wanted ? { kind: 'start' } : { kind: 'fence', reason: 'workflow-missing' };
}

/** Looks at every lease older than `olderThanMs`. One that cannot be mended now is tried again at the next sweep. */
export async function reconcileCalls(
  deps: EngineDeps,
  olderThanMs: number,
): Promise<{ checked: number; fenced: number; released: number }> {
  const nowMs = deps.clock.now();
  const leases = await leasesBefore(deps.database, nowMs - olderThanMs);
  const done = { checked: leases.length, fenced: 0, released: 0 };
  if (leases.length === 0) return done;
  const restored = await restoredAt(deps.database);
  const states = await callWorkflowStates(
    deps.temporal,
    leases.map((lease) => lease.attempt_id),
  );
  const attempts = await attemptsOf(deps, leases);
  const waiting = [...leases];
  const away = new Map<string, number>();
  const worker = async () => {
    for (let lease = waiting.shift(); lease && deps.clock.now() < nowMs + SWEEP_MS; lease = waiting.shift()) {
      const attempt = attempts.get(lease.attempt_id);
      const remedy = remedyFor(attempt, states.get(lease.attempt_id) ?? 'missing', nowMs, restored);
      const carrier = attempt?.carrier ?? '';
      if (remedy.kind === 'fence' && (away.get(carrier) ?? 0) >= ENOUGH_FAILURES) continue;
      try {
        await apply(deps, lease, attempt, remedy);
        if (remedy.kind === 'fence') done.fenced += 1;
        if (remedy.kind === 'fence' || remedy.kind === 'release') done.released += 1;
      } catch (error) {
        away.set(carrier, (away.get(carrier) ?? 0) + 1);
        deps.logger.warn({ err: error, attemptId: lease.attempt_id, remedy: remedy.kind }, 'a call was not reconciled');
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return done;
}

async function attemptsOf(deps: EngineDeps, leases: readonly LeaseRow[]): Promise<Map<string, LiveAttemptRow>> {
  const byTenant = new Map<TenantId, string[]>();
  for (const { tenant_id, attempt_id } of leases) {
    byTenant.set(tenant_id, [...(byTenant.get(tenant_id) ?? []), attempt_id]);
  }
  const found = new Map<string, LiveAttemptRow>();
  for (const [tenantId, ids] of byTenant) {
    const rows = await deps.database.inTenant(tenantId, (tx) => readAttempts(tx, ids));
    for (const row of rows) found.set(row.id, row);
  }
  return found;
}

async function apply(
  deps: EngineDeps,
  { tenant_id: tenantId, attempt_id: attemptId }: LeaseRow,
  attempt: LiveAttemptRow | undefined,
  remedy: Remedy,
): Promise<void> {
  switch (remedy.kind) {
    case 'leave':
      return;
    case 'release':
      return deps.database.inTenant(tenantId, (tx) => releaseLease(tx, attemptId));
    case 'start':
      return attempt?.campaign_id ? start(deps, tenantId, attempt) : undefined;
    case 'fence': {
      const seen = await fenceCall(deps, { tenantId, attemptId, reason: remedy.reason });
      await terminateCall(deps.temporal, attemptId, remedy.reason);
      await finishCall(deps, {
        tenantId,
        attemptId,
        reason: remedy.reason,
        // A restored database has not seen what came after its backup: that it knows of no dial proves nothing.
        ...(seen.placed === 'never' && remedy.reason !== 'restored'
          ? { disposition: 'cancelled', endReason: 'not-dialled' }
          : { disposition: 'unknown', endReason: 'fenced' }),
      });
      deps.logger.warn({ attemptId, reason: remedy.reason, placed: seen.placed }, 'a call was fenced and finished');
    }
  }
}

async function start(deps: EngineDeps, tenantId: TenantId, attempt: LiveAttemptRow): Promise<void> {
  const { campaign_id: campaignId, ring_timeout_ms: ringTimeoutMs, max_call_ms: maxCallMs } = attempt;
  if (campaignId === null || ringTimeoutMs === null || maxCallMs === null) return;
  const { carrier, media } = attempt;
  await startCallWorkflow(deps, {
    input: callInput(
      { carrier, media, ringTimeoutMs, maxCallMs },
      { tenantId, campaignId, attemptId: attempt.id },
      attempt.due_at.getTime(),
    ),
    campaignId,
    attemptNumber: attempt.attempt_number,
    promised: attempt.priority === 0,
  });
}
