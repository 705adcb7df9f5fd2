import type { TenantTx } from '../connect.ts';
import { appendLedger } from './append.ts';

export interface Erased {
  leads: number;
  numbers: number;
  transcripts: number;
  ledgerEntry: string;
}

/** Whose identity it is; null where there is no such person. */
export async function personOfLead(tx: TenantTx, leadId: string): Promise<string | null> {
  const [row] = await tx.query<{ person_id: string }>('select person_id from leads where tenant_id = $1 and id = $2', [
    tx.tenantId,
    leadId,
  ]);
  return row?.person_id ?? null;
}

/** Whether a call to the person is being placed or talked: its record would lose the number under its hands. */
export async function isInCall(tx: TenantTx, personId: string): Promise<boolean> {
  const rows = await tx.query(
    `select from leases where tenant_id = $1
       and lead_id = any(array(select id from leads where tenant_id = $1 and person_id = $2)) limit 1`,
    [tx.tenantId, personId],
  );
  return rows.length > 0;
}

/**
 * Removes who the person is: names, addresses, telephone numbers, what was said in calls, the evidence of
 * refusals, and the key of their data in the ledger. Keeps the keyed indexes of the numbers, on the tenant's
 * do-not-call list from now on, consents, which the law wants kept, and every entry of the ledger. Again for one who is erased, it finds nothing more.
 */
export async function erasePerson(
  tx: TenantTx,
  personId: string,
  { nowMs, actor }: { nowMs: number; actor: string },
): Promise<Erased> {
  const at = new Date(nowMs);
  const one = [tx.tenantId, personId];
  const leads = await tx.query<{ id: string }>(
    'select id from leads where tenant_id = $1 and person_id = $2 for update',
    one,
  );
  const ids = [tx.tenantId, leads.map(({ id }) => id)];
  const hmacs = await keepIndexes(tx, ids, actor, at);
  const calls = await tx.query<{ id: string }>('select id from calls where tenant_id = $1 and lead_id = any($2)', ids);
  const turns = await tx.query<{ call_id: string }>(
    `with gone as (delete from turns where tenant_id = $1 and call_id = any($2) returning call_id)
     select distinct call_id from gone`,
    [tx.tenantId, calls.map(({ id }) => id)],
  );
  await tx.query(
    `update campaign_leads set state = 'blocked', reason = 'suppressed', reason_facts = '{"source":"erasure"}',
       done_at = $3, callback_at = null where tenant_id = $1 and lead_id = any($2) and state = 'waiting'`,
    [...ids, at],
  );
  await tx.query('delete from lead_phones where tenant_id = $1 and lead_id = any($2)', ids);
  await tx.query(
    `update leads set external_id = null, first_name = '', last_name = '', company = '', email = '', street = '',
       city = '', postal_code = null, custom = '{}', consent = '{}', debt_id = null, subject = null,
       version = version + 1, updated_at = $3 where tenant_id = $1 and id = any($2)`,
    [...ids, at],
  );
  await tx.query(`update attempts set number_enc = ''::bytea where tenant_id = $1 and lead_id = any($2)`, ids);
  await tx.query(`update calls set number_tail = null, facts = '{}' where tenant_id = $1 and lead_id = any($2)`, ids);
  await tx.query(
    `update opt_outs set tail = null, reason = '', evidence_enc = null, key_id = null
     where tenant_id = $1 and number_hmac = any($2)`,
    [tx.tenantId, hmacs],
  );
  await tx.query('delete from person_keys where tenant_id = $1 and person_id = $2', one);
  await tx.query(
    'update persons set external_id = null, erased_at = coalesce(erased_at, $3) where tenant_id = $1 and id = $2',
    [...one, at],
  );
  const counts = { leads: leads.length, numbers: hmacs.length, transcripts: turns.length };
  const [ledgerEntry = ''] = await appendLedger(tx, nowMs, [{ kind: 'erasure', personId, actor, body: counts }]);
  return { ...counts, ledgerEntry };
}

/** Nobody calls the numbers again, and nobody can tell them any more: an entry holds the keyed index alone. */
async function keepIndexes(tx: TenantTx, leads: unknown[], actor: string, at: Date): Promise<Buffer[]> {
  const phones = await tx.query<{ number_hmac: Buffer }>(
    'select distinct number_hmac from lead_phones where tenant_id = $1 and lead_id = any($2)',
    leads,
  );
  const hmacs = phones.map((phone) => phone.number_hmac);
  await tx.query(
    `insert into suppressions (tenant_id, number_hmac, source, reason, created_by, created_at)
     select $1, hmac, 'officer', 'erased', $3, $4 from unnest($2::bytea[]) as hmac
     on conflict (tenant_id, number_hmac, (coalesce(campaign_id, '00000000-0000-0000-0000-000000000000')))
       where removed_at is null do update set expires_at = null`,
    [tx.tenantId, hmacs, actor, at],
  );
  await tx.query(
    'update suppressions set number_enc = null, key_id = null, tail = null where tenant_id = $1 and number_hmac = any($2)',
    [tx.tenantId, hmacs],
  );
  return hmacs;
}
