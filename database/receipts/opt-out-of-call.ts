import type { AttemptId, TenantId } from '../../domain/ids.ts';
import type { Database } from '../connect.ts';
import { recordOptOut, type RecordedOptOut } from './record-opt-out.ts';

/**
 * Records what a callee said or pressed during a call, for the number of that call. Idempotent: one opt-out a call.
 * Undefined: no such attempt.
 */
export async function recordOptOutOfCall(
  database: Pick<Database, 'inTenant'>,
  tenantId: TenantId,
  attemptId: AttemptId,
  about: { source: 'spoken' | 'key-press'; reason: string; createdBy: string },
  nowMs: number,
): Promise<RecordedOptOut | undefined> {
  const [attempt] = await database.inTenant(tenantId, (tx) =>
    tx.query<{ number_hmac: Buffer; number_enc: Buffer; key_id: string; tail: string | null }>(
      `select a.number_hmac, a.number_enc, a.key_id, c.number_tail as tail
       from attempts a left join calls c on c.tenant_id = a.tenant_id and c.id = a.id
       where a.tenant_id = $1 and a.id = $2`,
      [tenantId, attemptId],
    ),
  );
  if (!attempt) return undefined;
  const request = {
    ...about,
    numberHmac: attempt.number_hmac,
    number: { data: attempt.number_enc, keyId: attempt.key_id },
    tail: attempt.tail,
    campaignId: null,
    attemptId,
    evidence: null,
    externalId: null,
    actor: 'call',
  };
  return recordOptOut(database, tenantId, request, nowMs);
}
