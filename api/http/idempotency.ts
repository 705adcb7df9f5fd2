import { createHash } from 'node:crypto';
import type { TenantTx } from '../../database/connect.ts';
import type { Keyring } from '../../keyring/keyring.ts';
import type { AnyReply } from './route.ts';
import { Problem } from './problem.ts';

/** Answers are kept sealed: they may hold a key that is shown once, or a telephone number. */
const SEAL_CONTEXT = 'idempotent-response';

export interface IdempotentRequest {
  /** The operation's id: one key may be used once for each. */
  route: string;
  key: string;
  /** What makes two requests the same: path, query, body. */
  content: unknown;
}

/**
 * Does the work once per key: the answer is stored in the transaction of the write, so either both exist or neither.
 * A repeat gets the stored answer; another content under the same key 422; one that runs at this moment 409.
 */
export async function onceOnly(
  tx: TenantTx,
  keyring: Keyring,
  { route, key, content }: IdempotentRequest,
  work: () => Promise<AnyReply>,
): Promise<AnyReply & { replayed: boolean }> {
  const hash = createHash('sha256')
    .update(JSON.stringify(content ?? null))
    .digest();
  // Held until this transaction ends, whichever way, so a crash leaves nothing locked.
  const [lock] = await tx.query<{ free: boolean }>(
    'select pg_try_advisory_xact_lock(hashtextextended($1, 0)) as free',
    [`idempotency ${tx.tenantId} ${route} ${key}`],
  );
  if (!lock?.free) throw inProgress();
  const [stored] = await tx.query<{
    request_hash: Buffer;
    status: number;
    response: unknown;
    response_headers: Record<string, string | string[]> | null;
  }>('select request_hash, status, response, response_headers from idempotency_keys where route = $1 and key = $2', [
    route,
    key,
  ]);
  if (stored) {
    if (!stored.request_hash.equals(hash)) throw usedOtherwise();
    return {
      status: stored.status,
      body: open(keyring, stored.response),
      headers: stored.response_headers ?? {},
      replayed: true,
    };
  }
  const reply = await work();
  await tx.query(
    `insert into idempotency_keys (tenant_id, route, key, request_hash, status, response, response_headers)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [tx.tenantId, route, key, hash, reply.status, seal(keyring, reply.body), JSON.stringify(headersOf(reply))],
  );
  return { ...reply, replayed: false };
}

function headersOf(reply: AnyReply): Record<string, string | string[]> {
  return { ...reply.headers, ...(reply.version === undefined ? {} : { etag: `"${reply.version}"` }) };
}

function seal(keyring: Keyring, body: unknown): string {
  const sealed = keyring.seal(JSON.stringify(body ?? null), SEAL_CONTEXT);
  return JSON.stringify({ keyId: sealed.keyId, data: sealed.data.toString('base64') });
}

function open(keyring: Keyring, stored: unknown): unknown {
  if (typeof stored !== 'object' || stored === null || !('keyId' in stored) || !('data' in stored)) return null;
  const data = Buffer.from(String(stored.data), 'base64');
  return JSON.parse(keyring.open({ keyId: String(stored.keyId), data }, SEAL_CONTEXT).toString('utf8'));
}

const KEY = 'header.Idempotency-Key';

function inProgress(): Problem {
  return new Problem(
    409,
    'idempotency-key-in-progress',
    'The same request is being carried out',
    'A request with this Idempotency-Key is running at this moment. Send it again in a second to get its answer.',
    {
      headers: { 'retry-after': '1' },
      errors: [{ field: KEY, message: 'Its request is being carried out.', remedy: 'Send it again in a second.' }],
    },
  );
}

function usedOtherwise(): Problem {
  return new Problem(
    422,
    'idempotency-key-reused',
    'The key belongs to another request',
    'This Idempotency-Key was used with another content. Make a new key for each new request.',
    {
      errors: [
        { field: KEY, message: 'It was used with another content.', remedy: 'Make a new key for each new request.' },
      ],
    },
  );
}
