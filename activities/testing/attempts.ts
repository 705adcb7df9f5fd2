import type { AttemptId, TenantId } from '../../domain/ids.ts';
import type { CallReport } from '../../workflows/contract.ts';
import type { CallRef, DialOutcome } from '../interface.ts';
import type { TestEngine } from './test-engine.ts';

/** Attempts that have their lease, oldest first. */
export async function leased(engine: TestEngine, tenantId: TenantId): Promise<CallRef[]> {
  const rows = await engine.rows<{ attempt_id: AttemptId }>(
    `select attempt_id from leases where tenant_id = $1 order by attempt_id`,
    [tenantId],
  );
  return rows.map((row) => ({ tenantId, attemptId: row.attempt_id }));
}

/** Dials now, whatever the slot. */
export function dialNow(engine: TestEngine, ref: CallRef): Promise<DialOutcome> {
  return engine.activities.dial({ ...ref, dialAt: new Date(0).toISOString(), ringTimeoutMs: 30_000 });
}

export function aReport(about: Partial<CallReport> = {}): CallReport {
  return {
    outcome: 'completed',
    endReason: 'agent-ended',
    endedAt: new Date().toISOString(),
    talkMs: 1_000,
    turns: 4,
    optOut: false,
    ...about,
  };
}
