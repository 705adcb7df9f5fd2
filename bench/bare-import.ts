import { closeSync, openSync, readSync, writeSync } from 'node:fs';
import { createReadStream } from 'node:fs';
import type { Database } from '../database/connect.ts';
import type { TenantId } from '../domain/ids.ts';
import type { Layout } from '../importing/layout.ts';
import { readRows, startOfData } from '../importing/read-rows.ts';
import { rowContext } from '../importing/row-context.ts';
import { createRowReader } from '../importing/row-reader.ts';
import type { Keyring } from '../keyring/keyring.ts';
import { prepareChunk } from '../activities/imports/prepare-chunk.ts';
import { stageChunk } from '../activities/imports/stage-chunk.ts';
import { createTwinFinder } from '../activities/imports/twins.ts';

const CHUNK_ROWS = 10_000;

interface Piece {
  leads: number;
  phones: number;
}

/** Reads, seals and indexes all rows beforehand, into a file of COPY text: the bare import starts with clean rows. */
export async function prepareCleanRows(csv: string, into: string, layout: Layout, keyring: Keyring): Promise<Piece[]> {
  const readRow = createRowReader(layout, rowContext('US'));
  const bytes = createReadStream(csv, { start: layout.dataOffset, highWaterMark: 1 << 20 });
  const finder = createTwinFinder();
  const file = openSync(into, 'w');
  const pieces: Piece[] = [];
  for await (const batch of readRows(bytes, layout, startOfData(layout), CHUNK_ROWS)) {
    const { leads, phones } = prepareChunk(batch, readRow, keyring, finder);
    writeSync(file, leads);
    writeSync(file, phones);
    pieces.push({ leads: leads.length, phones: phones.length });
  }
  closeSync(file);
  return pieces;
}

/**
 * The bare import: COPY into temporary tables and INSERT into the same tables, under the same policies, keys and indexes,
 * a transaction every 10,000 rows. No reading, no sealing, no duplicates, no screening, no counters.
 */
export async function importBare(
  database: Database,
  tenantId: TenantId,
  listId: string,
  file: string,
  pieces: readonly Piece[],
): Promise<void> {
  const input = openSync(file, 'r');
  for (const piece of pieces) {
    const chunk = {
      leads: take(input, piece.leads),
      phones: take(input, piece.phones),
      rejections: new Uint8Array(),
      rowsRead: 0,
      rejected: 0,
      twins: 0,
      keyId: 'k1',
      next: { offset: 0, line: 0 },
      last: false,
    };
    await database.inTenant(tenantId, async (tx) => {
      await stageChunk(tx.client, chunk);
      await tx.query(
        `insert into placed_leads (row, pass, lead_id, person_id, is_new_person, is_new)
         select row, pass, uuidv7(), uuidv7(), true, true from staged_leads order by row`,
      );
      await tx.query(
        `insert into persons (tenant_id, id, external_id)
         select $1, p.person_id, s.external_id from placed_leads p join staged_leads s using (row) order by row`,
        [tenantId],
      );
      await tx.query(
        `insert into leads (tenant_id, id, list_id, person_id, external_id, first_name, last_name, company, email, street,
           city, state, postal_code, country, time_zone, custom)
         select $1, p.lead_id, $2, p.person_id, s.external_id, s.first_name, s.last_name, s.company, s.email, s.street,
           s.city, s.state, s.postal_code, s.country, s.time_zone, s.custom
         from placed_leads p join staged_leads s using (row) order by row`,
        [tenantId, listId],
      );
      await tx.query(
        `insert into lead_phones (tenant_id, lead_id, position, list_id, label, number_enc, key_id, number_hmac, area,
           tail, extension)
         select $1, p.lead_id, n.position, $2, n.label, n.number_enc, 'k1', n.number_hmac, n.area, n.tail, n.extension
         from placed_leads p join staged_phones n using (row) order by row, position`,
        [tenantId, listId],
      );
    });
  }
  closeSync(input);
}

function take(file: number, bytes: number): Uint8Array<ArrayBuffer> {
  const buffer = new Uint8Array(bytes);
  for (let at = 0; at < bytes; ) {
    const read = readSync(file, buffer, at, bytes - at, null);
    if (read === 0) throw new Error('the prepared file is shorter than its index');
    at += read;
  }
  return buffer;
}
