import type { TenantTx } from '../../database/connect.ts';
import { addToOutbox, type OutboxEffect } from '../../database/engine/outbox.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { onceOnly } from '../http/idempotency.ts';
import { idempotencyKey } from '../http/mount.ts';
import type { AnyReply, StreamScope } from '../http/route.ts';
import { deliverNow } from './deliver-now.ts';

interface StoredUpload {
  /** The operation's id. */
  route: string;
  fileKey: string;
  /** What makes two uploads the same: the file's hash and what was asked with it. */
  content: unknown;
  /** Writes the row of the upload; `effect` starts the workflow that reads the file. */
  record(tx: TenantTx): Promise<{ reply: AnyReply; effect: OutboxEffect }>;
}

/**
 * Answers an upload whose file is stored by now: one transaction writes its row and the start of its workflow, once per
 * `Idempotency-Key`. The file goes again where nothing was written that names it: a repeat, or an error.
 */
export async function acceptUpload(
  { principal: { tenantId }, request, response }: StreamScope,
  deps: ApiDependencies,
  { route, fileKey, content, record }: StoredUpload,
): Promise<void> {
  const outbox: string[] = [];
  let keep = false;
  try {
    const key = idempotencyKey(request);
    const reply = await deps.database.inTenant(tenantId, async (tx) => {
      const work = async () => {
        const { reply: first, effect } = await record(tx);
        outbox.push(await addToOutbox(tx, deps.now(), effect));
        return first;
      };
      if (key === null) return { ...(await work()), replayed: false };
      return onceOnly(tx, deps.keyring, { route, key, content }, work);
    });
    keep = !reply.replayed;
    await deliverNow(deps, tenantId, outbox);
    if (reply.replayed) response.set('idempotent-replayed', 'true');
    for (const [name, value] of Object.entries(reply.headers ?? {})) response.set(name, value);
    response.status(reply.status).json(reply.body);
  } finally {
    if (!keep) await deps.files.remove(fileKey);
  }
}
