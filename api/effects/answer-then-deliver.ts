import type { TenantTx } from '../../database/connect.ts';
import { addToOutbox, type OutboxEffect } from '../../database/engine/outbox.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { deliverNow } from './deliver-now.ts';

type Signal = Extract<OutboxEffect, { kind: 'signal' }>['payload'];

/** The part of a reply whose effects are carried out as soon as they are committed; the body is the same either way. */
export function answerThenDeliver<B>(
  deps: ApiDependencies,
  { tenantId }: TenantTx,
  outbox: readonly string[],
  body: B,
): { body: B; afterCommit: () => Promise<B> } {
  return {
    body,
    afterCommit: async () => {
      await deliverNow(deps, tenantId, outbox);
      return body;
    },
  };
}

/** Tells a workflow, at least once, and answers with what is known before it acts: the way to cancel what runs long. */
export async function answerThenSignal<B>(deps: ApiDependencies, tx: TenantTx, signal: Signal, body: B) {
  const outbox = await addToOutbox(tx, deps.now(), { kind: 'signal', payload: signal });
  return { status: 200, ...answerThenDeliver(deps, tx, [outbox], body) } as const;
}
