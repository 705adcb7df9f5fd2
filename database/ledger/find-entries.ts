import type { TenantTx } from '../connect.ts';
import { ENTRY_COLUMNS, type EntryRow } from './read-entries.ts';

export interface EntryFilter {
  leadId?: string | undefined;
  campaignId?: string | undefined;
  numberHmac?: Buffer | undefined;
  kind?: string | undefined;
  rule?: string | undefined;
  since?: Date | undefined;
  until?: Date | undefined;
  /** Entries older than this one. */
  before?: string | undefined;
}
export type FoundEntry = EntryRow & { seq: number | null };

/** Entries that match, newest first, each with its place in the sealed ledger once it has one. */
export async function findEntries(tx: TenantTx, filter: EntryFilter, limit: number): Promise<FoundEntry[]> {
  const conditions = ['tenant_id = $1'];
  const parameters: unknown[] = [tx.tenantId];
  const where = (condition: (place: string) => string, value: unknown) => {
    if (value === undefined) return;
    parameters.push(value);
    conditions.push(condition(`$${parameters.length}`));
  };
  where((at) => `lead_id = ${at}`, filter.leadId);
  where((at) => `campaign_id = ${at}`, filter.campaignId);
  where((at) => `number_hmac = ${at}`, filter.numberHmac);
  where((at) => `kind = ${at}`, filter.kind);
  where((at) => `${at} = any(rules)`, filter.rule);
  // Ids begin with their time, so these also say which partitions are read.
  where((at) => `id >= uuid_floor(${at}::timestamptz)`, filter.since);
  where((at) => `id < uuid_floor(${at}::timestamptz)`, filter.until);
  where((at) => `id < ${at}::uuid`, filter.before);
  parameters.push(limit);
  const rows = await tx.query<EntryRow>(
    `select ${ENTRY_COLUMNS} from ledger_entries where ${conditions.join(' and ')} order by id desc limit $${parameters.length}`,
    parameters,
  );
  const places = await placesOf(tx, rows);
  return rows.map((row) => ({ ...row, seq: places.get(row.id) ?? null }));
}

/** An entry's batch is the first that ends at it or behind it, in the order of sealing. */
async function placesOf(tx: TenantTx, rows: readonly EntryRow[]): Promise<Map<string, number>> {
  const found = await tx.query<{ id: string; seq: string | null }>(
    `select e.id, h.first_seq + array_position(h.entry_ids, e.id) - 1 as seq
     from unnest($2::uuid[], $3::text[]) as e(id, xid)
     cross join lateral (select first_seq, entry_ids from ledger_heads where tenant_id = $1
       and (last_xid, last_id) >= (e.xid::xid8, e.id) order by last_xid, last_id limit 1) h`,
    [tx.tenantId, rows.map((row) => row.id), rows.map((row) => row.xid)],
  );
  return new Map(found.flatMap(({ id, seq }) => (seq === null ? [] : [[id, Number(seq)]])));
}
