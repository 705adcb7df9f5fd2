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
  | { kind: 'update'; payload: { workflowId: string; name: string; args: unknown[]; updateId?: string } };

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
