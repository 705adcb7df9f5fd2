import type { AttemptId, TenantId } from '../../domain/ids.ts';
import type { SuppressionSource } from '../../domain/vocabulary.ts';
import { callHangUp, workflowIds } from '../../workflows/contract.ts';
import type { Database, TenantTx } from '../connect.ts';
import { addEvents } from './add-events.ts';
import { addToOutbox } from './outbox.ts';

export interface Suppression {
  numberHmac: Buffer;
  /** Sealed; kept so that the list can be exported. Null where only the index is known. */
  number: { data: Buffer; keyId: string } | null;
  tail: string | null;
  /** Null: every campaign of the tenant. */
  campaignId: string | null;
  source: SuppressionSource;
  reason: string;
  /** The call in which it was said. It is not hung up: it says goodbye itself. */
  attemptId: AttemptId | null;
  createdBy: string;
}

export interface Suppressed {
  /** False: the number was on the list already. */
  added: boolean;
  /** Leads of any campaign that will not be called any more. */
  leadsEnded: number;
  /** Calls to the number that are planned, ringing or live; each has a hang-up in the outbox. */
  live: AttemptId[];
  /** Outbox rows to deliver now (`deliverOutbox`); the reconciler delivers what is left. */
  outbox: string[];
}

/**
 * Puts a number on the do-not-call list and makes that true everywhere. The entry is committed before attempts are read:
 * a dial commits itself before it reads the list, so one of the two always sees the other. Idempotent.
 */
export async function suppressNumber(
  database: Pick<Database, 'inTenant'>,
  tenantId: TenantId,
  suppression: Suppression,
  nowMs: number,
): Promise<Suppressed> {
  const added = await database.inTenant(tenantId, (tx) => insertSuppression(tx, suppression, nowMs));
  return database.inTenant(tenantId, async (tx) => {
    const leads = await endWaitingLeads(tx, suppression, nowMs);
    const live = await liveAttempts(tx, suppression);
    const outbox: string[] = [];
    for (const attemptId of live) {
      const effect = {
        workflowId: workflowIds.call(attemptId),
        name: callHangUp.name,
        args: [{ reason: 'opted-out' }],
      };
      outbox.push(await addToOutbox(tx, nowMs, { kind: 'signal', payload: effect }));
    }
    await addEvents(
      tx,
      nowMs,
      leads.map((lead) => ({
        type: 'lead.opted-out',
        campaignId: lead.campaign_id,
        leadId: lead.lead_id,
        callId: suppression.attemptId,
        data: { source: suppression.source },
      })),
    );
    return { added, leadsEnded: leads.length, live, outbox };
  });
}

/** The same for the number of an attempt: what a callee says during a call. Undefined: no such attempt. */
export async function suppressNumberOfAttempt(
  database: Pick<Database, 'inTenant'>,
  tenantId: TenantId,
  attemptId: AttemptId,
  about: Pick<Suppression, 'source' | 'reason' | 'createdBy'>,
  nowMs: number,
): Promise<Suppressed | undefined> {
  const [attempt] = await database.inTenant(tenantId, (tx) =>
    tx.query<{ number_hmac: Buffer; number_enc: Buffer; key_id: string; tail: string | null }>(
      `select a.number_hmac, a.number_enc, a.key_id, c.number_tail as tail
       from attempts a left join calls c on c.tenant_id = a.tenant_id and c.id = a.id
       where a.tenant_id = $1 and a.id = $2`,
      [tenantId, attemptId],
    ),
  );
  if (!attempt) return undefined;
  const number = { data: attempt.number_enc, keyId: attempt.key_id };
  const { number_hmac: numberHmac, tail } = attempt;
  return suppressNumber(database, tenantId, { ...about, numberHmac, number, tail, campaignId: null, attemptId }, nowMs);
}

/**
 * The entry alone; what follows from it is `suppressNumber`, after this is committed. An entry that was to expire holds
 * for good from now on. False: it did already.
 */
export async function insertSuppression(tx: TenantTx, suppression: Suppression, nowMs: number): Promise<boolean> {
  const rows = await tx.query(
    `insert into suppressions (tenant_id, number_hmac, number_enc, key_id, tail, campaign_id, source, reason, attempt_id,
       created_by, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
     on conflict (tenant_id, number_hmac, (coalesce(campaign_id, '00000000-0000-0000-0000-000000000000')))
       where removed_at is null
     do update set expires_at = null, source = excluded.source, reason = excluded.reason,
       attempt_id = excluded.attempt_id, created_by = excluded.created_by
     where suppressions.expires_at is not null returning 1`,
    [
      tx.tenantId,
      suppression.numberHmac,
      suppression.number?.data ?? null,
      suppression.number?.keyId ?? null,
      suppression.tail,
      suppression.campaignId,
      suppression.source,
      suppression.reason,
      suppression.attemptId,
      suppression.createdBy,
      new Date(nowMs),
    ],
  );
  return rows.length > 0;
}

/**
 * A refusal is the person's: whoever has this number at any position, in any list, is not called at another one either.
 * Arrays, not joins: each step is a look-up by index, whatever the planner believes of a table that has just grown.
 */
const LEADS_OF_THE_PERSON = `array(select l.id from leads l
  where l.tenant_id = $1 and l.person_id = any(array(select known.person_id from leads known
    where known.tenant_id = $1 and known.id = any(array(select p.lead_id from lead_phones p
      where p.tenant_id = $1 and p.number_hmac = $2)))))`;

function endWaitingLeads(tx: TenantTx, suppression: Suppression, nowMs: number) {
  return tx.query<{ campaign_id: string; lead_id: string }>(
    `update campaign_leads cl
     set state = 'blocked', reason = 'suppressed', reason_facts = jsonb_build_object('source', $4::text), done_at = $5,
       callback_at = null
     where cl.tenant_id = $1 and cl.state = 'waiting' and ($3::uuid is null or cl.campaign_id = $3)
       and cl.lead_id = any(${LEADS_OF_THE_PERSON})
     returning cl.campaign_id, cl.lead_id`,
    [tx.tenantId, suppression.numberHmac, suppression.campaignId, suppression.source, new Date(nowMs)],
  );
}

/** Live calls to the number, and to other numbers of the persons who have it. */
async function liveAttempts(tx: TenantTx, suppression: Suppression): Promise<AttemptId[]> {
  const rows = await tx.query<{ attempt_id: AttemptId }>(
    `select attempt_id from leases
     where tenant_id = $1 and attempt_id is distinct from $4::uuid and ($3::uuid is null or campaign_id = $3)
       and (number_hmac = $2 or lead_id = any(${LEADS_OF_THE_PERSON}))`,
    [tx.tenantId, suppression.numberHmac, suppression.campaignId, suppression.attemptId],
  );
  return rows.map((row) => row.attempt_id);
}
