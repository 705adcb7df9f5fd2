import {
  type Client,
  isGrpcServiceError,
  WorkflowExecutionAlreadyStartedError,
  WorkflowNotFoundError,
} from '@temporalio/client';
import { defineSearchAttributeKey, SearchAttributeType, TypedSearchAttributes } from '@temporalio/common';
import type { Database } from '../database/connect.ts';
import type { TenantTx } from '../database/connect.ts';
import { failEffect, type OutboxEffect, removeEffect, takeEffects } from '../database/engine/outbox.ts';
import type { TenantId } from '../domain/ids.ts';

export interface OutboxDeps {
  database: Pick<Database, 'inTenant'>;
  temporal: Pick<Client, 'workflow'>;
  clock: { now(): number };
}

/**
 * Delivers outbox rows now: right after the commit that wrote them, or from the reconciler. Effects on one workflow go in
 * the order in which they were written, whichever of them is asked for. A row that fails stays, with its next try later;
 * when the server cannot be reached the rest are left as they are. Returns how many of these rows were delivered. Never throws for a row's failure.
 */
export async function deliverOutbox(deps: OutboxDeps, tenantId: TenantId, ids: readonly string[]): Promise<number> {
  const delivered = new Set<string>();
  for (const id of ids) {
    if (delivered.has(id)) continue;
    const reachable = await deps.database.inTenant(tenantId, (tx) => deliverUpTo(deps, tx, id, delivered));
    if (!reachable) break;
  }
  return ids.filter((id) => delivered.has(id)).length;
}

/** False: the server cannot be reached. Rows stay locked while they are delivered; delivery is idempotent all the same. */
async function deliverUpTo(deps: OutboxDeps, tx: TenantTx, id: string, delivered: Set<string>): Promise<boolean> {
  for (const { id: own, effect } of await takeEffects(tx, id)) {
    try {
      await carryOut(deps.temporal, effect);
      await removeEffect(tx, own);
      delivered.add(own);
    } catch (error) {
      await failEffect(tx, own, deps.clock.now(), error instanceof Error ? error.name : 'unknown');
      if (isAway(error)) return false;
      // What must follow a start waits for it. A message that the server refuses holds up no other.
      if (effect.kind === 'start-workflow') return true;
    }
  }
  return true;
}

/** gRPC's DEADLINE_EXCEEDED and UNAVAILABLE. */
const AWAY = new Set([4, 14]);

function isAway(error: unknown): boolean {
  const grpc = error instanceof Error && isGrpcServiceError(error.cause) ? error.cause : error;
  return isGrpcServiceError(grpc) && AWAY.has(grpc.code);
}

/** A workflow that runs already is success for a start; one that is gone is success for a signal or an update. */
async function carryOut(temporal: Pick<Client, 'workflow'>, effect: OutboxEffect): Promise<void> {
  try {
    switch (effect.kind) {
      case 'start-workflow':
        await start(temporal, effect.payload);
        return;
      case 'signal': {
        const { workflowId, name, args } = effect.payload;
        await temporal.workflow.getHandle(workflowId).signal(name, ...args);
        return;
      }
      case 'update': {
        const { workflowId, name, arg, updateId } = effect.payload;
        await temporal.workflow.getHandle(workflowId).startUpdate<unknown, [unknown]>(name, {
          args: [arg],
          waitForStage: 'ACCEPTED',
          ...(updateId === undefined ? {} : { updateId }),
        });
      }
    }
  } catch (error) {
    const done = error instanceof WorkflowExecutionAlreadyStartedError || error instanceof WorkflowNotFoundError;
    if (!done) throw error;
  }
}

async function start(
  temporal: Pick<Client, 'workflow'>,
  payload: Extract<OutboxEffect, { kind: 'start-workflow' }>['payload'],
): Promise<void> {
  const attributes = Object.entries(payload.searchAttributes ?? {}).map(([name, value]) => ({
    key: defineSearchAttributeKey(name, SearchAttributeType.KEYWORD),
    value,
  }));
  await temporal.workflow.start(payload.workflowType, {
    workflowId: payload.workflowId,
    taskQueue: payload.taskQueue,
    args: payload.args,
    workflowIdReusePolicy: payload.reuse === 'allow' ? 'ALLOW_DUPLICATE' : 'REJECT_DUPLICATE',
    ...(attributes.length > 0 ? { typedSearchAttributes: new TypedSearchAttributes(attributes) } : {}),
    ...(payload.summary === undefined ? {} : { staticSummary: payload.summary }),
  });
}
