import type { TenantTx } from '../connect.ts';
import { uuidv7 } from './uuidv7.ts';

/**
 * An effect on Temporal that must follow a change in Postgres. Written in the transaction of the change, delivered at
 * least once: starts of a running workflow count as done, signals and updates must be idempotent. Ids only, no personal
 * data.
 */
export type OutboxEffect =
  | {
      kind: 'start-workflow';
      payload: {
        workflowType: string;
        workflowId: string;
        taskQueue: string;
        args: unknown[];
        /** `allow`: a closed workflow of this id may be followed by a new one (a campaign started again). */
        reuse: 'allow' | 'reject';
        /** Typed search attributes by name, keywords only. */
        searchAttributes?: Record<string, string>;
        summary?: string;
      };
    }
  | { kind: 'signal'; payload: { workflowId: string; name: string; args: unknown[] } }
  | { kind: 'update'; payload: { workflowId: string; name: string; arg: unknown; updateId?: string } };

/** Returns the row's id, so that the caller may deliver it at once after the commit; the reconciler delivers the rest. */
export async function addToOutbox(tx: TenantTx, nowMs: number, effect: OutboxEffect): Promise<string> {
  const id = uuidv7(nowMs);
  await tx.query(`insert into outbox (tenant_id, id, kind, payload) values ($1, $2, $3, $4)`, [
    tx.tenantId,
    id,
    effect.kind,
    JSON.stringify(effect.payload),
  ]);
  return id;
}

const FIRST_RETRY_MS = 2_000;
const LONGEST_RETRY_MS = 60_000;

/** Locks one row for delivery; undefined where somebody else delivers or has delivered it. */
export async function takeEffect(tx: TenantTx, id: string): Promise<OutboxEffect | undefined> {
  const rows = await tx.query<OutboxEffect>(
    `select kind, payload from outbox where tenant_id = $1 and id = $2 for update skip locked`,
    [tx.tenantId, id],
  );
  return rows[0];
}

export async function removeEffect(tx: TenantTx, id: string): Promise<void> {
  await tx.query(`delete from outbox where tenant_id = $1 and id = $2`, [tx.tenantId, id]);
}

/** Tries again later, twice as late each time up to a minute. `error` is a name, never content. */
export async function failEffect(tx: TenantTx, id: string, nowMs: number, error: string): Promise<void> {
  await tx.query(
    `update outbox set tries = tries + 1, last_error = $3,
       next_try_at = $4::timestamptz + least($5 * power(2, least(tries, 10)), $6) * interval '1 millisecond'
     where tenant_id = $1 and id = $2`,
    [tx.tenantId, id, error, new Date(nowMs), FIRST_RETRY_MS, LONGEST_RETRY_MS],
  );
}
