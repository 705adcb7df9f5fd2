import type { Request } from 'express';
import { z } from 'zod';
import { addEvents } from '../../../database/engine/add-events.ts';
import { recordOptOut } from '../../../database/receipts/record-opt-out.ts';
import type { KnownNumber } from '../../../database/receipts/known-numbers.ts';
import type { TenantId } from '../../../domain/ids.ts';
import { SEAL } from '../../../keyring/keyring.ts';
import type { OptOutMessageResult } from '../../contract/opt-outs.ts';
import type { ApiDependencies } from '../../dependencies.ts';
import { fieldErrors } from '../../http/field-errors.ts';
import { invalid, Problem, unauthenticated } from '../../http/problem.ts';
import { endCalls } from './end-calls.ts';
import { isSigned } from './inbox-signature.ts';

const MOST_BYTES = 1_000_000;
/** Whoever sends more than this is cut off. */
const MOST_READ_BYTES = 16 * MOST_BYTES;

export interface OpenInbox<T> {
  tenantId: TenantId;
  inboxId: string;
  kind: 'e-mail' | 'carrier';
  message: T;
}

/** `<tenant>.<inbox>`, both UUIDs: an inbox is found before anybody is known. */
export const inboxParams = z.object({
  inbox: z
    .string()
    .regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, 'not an inbox'),
});

/**
 * Reads a message that claims to be of an inbox: its signature first, then its shape.
 * @throws Problem 401 alike for an inbox that does not exist, is closed, or has another secret; 413; 422.
 */
export async function openInbox<T>(
  deps: ApiDependencies,
  request: Request,
  inbox: string,
  kind: 'e-mail' | 'carrier',
  shape: z.ZodType<T>,
): Promise<OpenInbox<T>> {
  const body = await bodyOf(request);
  const [tenant = '', inboxId = ''] = inbox.split('.');
  // Only looks up what the signature then proves.
  const tenantId = tenant as TenantId;
  const secret = await deps.database.inTenant(tenantId, async (tx) => {
    const [row] = await tx.query<{ secret_enc: Buffer; key_id: string }>(
      `select secret_enc, key_id from opt_out_inboxes
       where tenant_id = $1 and id = $2 and kind = $3 and disabled_at is null`,
      [tenantId, inboxId, kind],
    );
    return row && deps.keyring.open({ data: row.secret_enc, keyId: row.key_id }, SEAL.optOutInbox).toString();
  });
  if (secret === undefined || !isSigned(secret, request.get('ringfence-signature'), body, deps.now())) {
    throw unauthenticated('The signature does not fit this inbox, or its time is more than five minutes off.');
  }
  const parsed = shape.safeParse(json(body));
  if (!parsed.success) throw invalid(fieldErrors(parsed.error.issues, ''));
  return { tenantId, inboxId, kind, message: parsed.data };
}

/** Records the refusal for each number, in turn. None: nobody here is meant, and somebody should look. */
export async function recordMessage(
  deps: ApiDependencies,
  { tenantId, inboxId, kind }: Omit<OpenInbox<unknown>, 'message'>,
  numbers: readonly Pick<KnownNumber, 'numberHmac' | 'number' | 'tail'>[],
  message: { id: string; evidence: string; receivedMs: number },
): Promise<z.infer<typeof OptOutMessageResult>> {
  const optOuts: string[] = [];
  for (const number of numbers) {
    const source = kind === 'carrier' ? ('carrier' as const) : ('e-mail' as const);
    const request = {
      ...number,
      ...{ source, campaignId: null, attemptId: null, createdBy: `inbox:${inboxId}`, actor: `inbox:${inboxId}` },
      reason: kind === 'carrier' ? 'Asked in a text message' : 'Asked by e-mail',
      evidence: deps.keyring.seal(message.evidence.slice(0, 4000), SEAL.optOutEvidence),
      externalId: `${inboxId}:${number.numberHmac.toString('hex', 0, 8)}:${message.id}`,
    };
    const done = await recordOptOut(deps.database, tenantId, request, message.receivedMs);
    if (!done.enforced) deps.log.warn({ err: done.failure }, 'an opt-out is listed; its places are left to the proof');
    await endCalls(deps, tenantId, done);
    optOuts.push(done.optOutId);
  }
  await deps.database.inTenant(tenantId, async (tx) => {
    await tx.query('update opt_out_inboxes set last_message_at = $3 where tenant_id = $1 and id = $2', [
      ...[tenantId, inboxId, new Date(message.receivedMs)],
    ]);
    if (optOuts.length > 0) return;
    await addEvents(tx, message.receivedMs, [{ type: 'opt-out.not-understood', data: { inboxId, kind } }]);
  });
  return { understood: optOuts.length > 0, optOuts };
}

async function bodyOf(request: Request): Promise<string> {
  const parts: Buffer[] = [];
  let bytes = 0;
  // Read to its end though it is too large: the answer goes out on the same connection, and so does the next request.
  for await (const part of request) {
    const chunk = Buffer.from(part);
    bytes += chunk.length;
    if (bytes <= MOST_BYTES) parts.push(chunk);
    else if (bytes > MOST_READ_BYTES) request.destroy();
  }
  if (bytes > MOST_BYTES) {
    throw new Problem(413, 'too-large', 'Too large', 'A message may have one megabyte. Send it without attachments.');
  }
  return Buffer.concat(parts).toString('utf8');
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
