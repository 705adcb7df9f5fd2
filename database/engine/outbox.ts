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

export interface TakenEffect {
  id: string;
  effect: OutboxEffect;
}

/**
 * Locks one row for delivery together with the rows of the same workflow that were written before it, oldest first: a
 * stop that overtook its start would find nothing to stop. Waits for whoever delivers one of them at this moment. Empty
 * where the row was delivered already.
 */
export async function takeEffects(tx: TenantTx, id: string): Promise<TakenEffect[]> {
  const rows = await tx.query<OutboxEffect & { id: string }>(
    `select o.id, o.kind, o.payload from outbox o
     where o.tenant_id = $1 and o.payload->>'workflowId' = (
         select payload->>'workflowId' from outbox where tenant_id = $1 and id = $2)
       and o.seq <= (select seq from outbox where tenant_id = $1 and id = $2)
     order by o.seq for update`,
    [tx.tenantId, id],
  );
  // The row itself went while the older ones were waited for.
  if (rows.at(-1)?.id !== id) return [];
  return rows.map(({ id: own, ...effect }) => ({ id: own, effect }));
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
