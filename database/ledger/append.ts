import { hash } from 'node:crypto';
import { canonicalJson, type Json } from '../../domain/ledger/canonical-json.ts';
import { entryLine, type LedgerKind } from '../../domain/ledger/entry.ts';
import { leafHash } from '../../ledger/hashing.ts';
import type { TenantTx } from '../connect.ts';
import { uuidv7 } from '../engine/uuidv7.ts';
import type { SealedPersonal } from './personal.ts';

/** What happened, for the record. Identity goes nowhere but into `personal`. */
export interface LedgerEntry {
  kind: LedgerKind;
  campaignId?: string | null;
  leadId?: string | null;
  personId?: string | null;
  attemptId?: string | null;
  numberHmac?: Buffer | null;
  /** Rules it rests on; for a refusal, those that refused. */
  rules?: readonly string[];
  /** Who: `user <id>`, `api-key <id>`, `call`, `engine`. Never a name. */
  actor?: string | null;
  /** Facts without identity: no number, name, address or spoken word. */
  body: Json;
  /** From `sealPersonal`, under the key of `personId`. */
  personal?: SealedPersonal | null;
}

/**
 * Appends entries in the caller's transaction, in one statement; they are sealed within seconds of its commit. Resolves
 * with their ids, in order. The database refuses every later change of them.
 */
export async function appendLedger(tx: TenantTx, nowMs: number, entries: readonly LedgerEntry[]): Promise<string[]> {
  if (entries.length === 0) return [];
  const rows = entries.map((entry) => rowOf(tx.tenantId, nowMs, entry));
  await tx.query(
    `insert into ledger_entries (tenant_id, id, at, kind, campaign_id, lead_id, person_id, attempt_id, number_hmac, rules,
       actor, body, personal_enc, leaf)
     select $1, e.id, $2, e.kind, e.campaign, e.lead, e.person, e.attempt, e.number,
       case when e.rules = '' then '{}' else string_to_array(e.rules, ' ') end, e.actor, e.body, e.personal, e.leaf
     from unnest($3::uuid[], $4::text[], $5::uuid[], $6::uuid[], $7::uuid[], $8::uuid[], $9::bytea[], $10::text[],
       $11::text[], $12::text[], $13::bytea[], $14::bytea[])
       as e(id, kind, campaign, lead, person, attempt, number, rules, actor, body, personal, leaf)`,
    [
      tx.tenantId,
      new Date(nowMs),
      rows.map((row) => row.id),
      rows.map((row) => row.kind),
      rows.map((row) => row.campaign),
      rows.map((row) => row.lead),
      rows.map((row) => row.person),
      rows.map((row) => row.attempt),
      rows.map((row) => row.numberHmac),
      rows.map((row) => row.rules.join(' ')),
      rows.map((row) => row.actor),
      rows.map((row) => row.body),
      rows.map((row) => row.sealed),
      rows.map((row) => row.leaf),
    ],
  );
  return rows.map((row) => row.id);
}

function rowOf(tenant: string, nowMs: number, entry: LedgerEntry) {
  const sealed = entry.personal?.data ?? null;
  const record = {
    tenant,
    id: uuidv7(nowMs),
    at: nowMs,
    kind: entry.kind,
    campaign: entry.campaignId ?? null,
    lead: entry.leadId ?? null,
    person: entry.personId ?? null,
    attempt: entry.attemptId ?? null,
    number: entry.numberHmac?.toString('hex') ?? null,
    // Kept in one text until the insert: rule ids hold no spaces.
    rules: (entry.rules ?? []).map((rule) => rule.replaceAll(' ', '-')),
    actor: entry.actor ?? null,
    body: canonicalJson(entry.body),
    personal: sealed === null ? null : hash('sha256', sealed, 'hex'),
  };
  return { ...record, numberHmac: entry.numberHmac ?? null, sealed, leaf: leafHash(entryLine(record)) };
}
