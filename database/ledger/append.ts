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
  const [only] = rows;
  if (only && rows.length === 1) await tx.query(INSERT_ONE, [tx.tenantId, new Date(nowMs), ...only.columns]);
  else await tx.query(INSERT_MANY, [tx.tenantId, new Date(nowMs), ...columnsOf(rows)]);
  return rows.map((row) => row.id);
}

const INSERT = `insert into ledger_entries (tenant_id, at, id, kind, campaign_id, lead_id, person_id, attempt_id,
  number_hmac, rules, actor, body, personal_enc, leaf)`;
const rulesOf = (text: string) => `case when ${text} = '' then '{}' else string_to_array(${text}, ' ') end`;
/** Of one entry, as nearly all are: a body inside an array would be escaped here and read out there. */
const INSERT_ONE = `${INSERT} values ($1, $2, $3, $4, $5, $6, $7, $8, $9, ${rulesOf('$10::text')}, $11, $12, $13, $14)`;
const INSERT_MANY = `${INSERT}
  select $1, $2, e.id, e.kind, e.campaign, e.lead, e.person, e.attempt, e.number, ${rulesOf('e.rules')}, e.actor, e.body,
    e.personal, e.leaf
  from unnest($3::uuid[], $4::text[], $5::uuid[], $6::uuid[], $7::uuid[], $8::uuid[], $9::bytea[], $10::text[],
    $11::text[], $12::text[], $13::bytea[], $14::bytea[])
    as e(id, kind, campaign, lead, person, attempt, number, rules, actor, body, personal, leaf)`;

type Columns = readonly (string | Buffer | null)[];

/** From the columns of each row to the rows of each column. */
function columnsOf(rows: readonly { columns: Columns }[]): (string | Buffer | null)[][] {
  const first = rows[0]?.columns ?? [];
  return first.map((_, column) => rows.map((row) => row.columns[column] ?? null));
}

/** Its columns stand in the order of INSERT, from the id on. */
function rowOf(tenant: string, nowMs: number, entry: LedgerEntry): { id: string; columns: Columns } {
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
  const { id, kind, campaign, lead, person, attempt, actor, body } = record;
  const number = entry.numberHmac ?? null;
  const [rules, leaf] = [record.rules.join(' '), leafHash(entryLine(record))];
  return { id, columns: [id, kind, campaign, lead, person, attempt, number, rules, actor, body, sealed, leaf] };
}
