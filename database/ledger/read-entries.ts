import { entryLine, type LedgerKind } from '../../domain/ledger/entry.ts';
import { hash } from 'node:crypto';
import type { TenantTx } from '../connect.ts';

export type EntryRow = {
  id: string;
  xid: string;
  at: Date;
  kind: LedgerKind;
  campaign_id: string | null;
  lead_id: string | null;
  person_id: string | null;
  attempt_id: string | null;
  number_hmac: Buffer | null;
  rules: string[];
  actor: string | null;
  body: string;
  personal_enc: Buffer | null;
};
export const ENTRY_COLUMNS =
  'id, xid::text, at, kind, campaign_id, lead_id, person_id, attempt_id, number_hmac, rules, actor, body, personal_enc';

/** The entries of these ids that are there, by id. Read from the columns as they are now, whatever they were. */
export async function entriesById(tx: TenantTx, ids: readonly string[]): Promise<Map<string, EntryRow>> {
  const rows = await tx.query<EntryRow>(
    `select ${ENTRY_COLUMNS} from ledger_entries where tenant_id = $1 and id = any($2::uuid[])`,
    [tx.tenantId, ids],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** The line that the entry's leaf is the hash of, put together anew from its columns. */
export function lineOf(tenant: string, row: EntryRow): string {
  return entryLine({
    tenant,
    id: row.id,
    at: row.at.getTime(),
    kind: row.kind,
    campaign: row.campaign_id,
    lead: row.lead_id,
    person: row.person_id,
    attempt: row.attempt_id,
    number: row.number_hmac?.toString('hex') ?? null,
    rules: row.rules,
    actor: row.actor,
    body: row.body,
    personal: row.personal_enc === null ? null : hash('sha256', row.personal_enc, 'hex'),
  });
}
