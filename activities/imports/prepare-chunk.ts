import type { Batch, Place } from '../../importing/read-rows.ts';
import type { LeadRow, ReadRow } from '../../importing/row-reader.ts';
import type { Rejection } from '../../importing/rejections.ts';
import { SEAL, type Keyring } from '../../keyring/keyring.ts';
import type { RawRow } from '../../importing/tokenizer.ts';
import { copyLine } from './copy-text.ts';
import type { TwinFinder } from './twins.ts';

/** Rows ready to be written: three COPY streams, and where the next chunk begins. */
export interface PreparedChunk {
  leads: Uint8Array<ArrayBuffer>;
  phones: Uint8Array<ArrayBuffer>;
  rejections: Uint8Array<ArrayBuffer>;
  rowsRead: number;
  rejected: number;
  /** Rows that share a first number or an external id with an earlier row of this chunk, or with the chunk before. */
  twins: number;
  keyId: string;
  next: Place;
  last: boolean;
}

export const STAGED_LEAD_COLUMNS =
  'row, pass, external_id, first_name, last_name, company, email, street, city, state, postal_code, country, time_zone, priority, custom, number_hmac';
export const STAGED_PHONE_COLUMNS = 'row, position, label, number_enc, number_hmac, area, tail, extension';
export const STAGED_REJECTION_COLUMNS = 'line, column_name, reason, remedy, cells_enc';

/** Its arrays are their own memory, unlike small Buffers: they can be handed to another thread. */
const encoder = new TextEncoder();

/** Reads, seals and indexes the rows of a batch: the processor's work of an import, away from the database. */
export function prepareChunk(
  batch: Batch,
  readRow: (row: RawRow) => ReadRow | null,
  keyring: Pick<Keyring, 'seal' | 'numberIndex' | 'currentKeyId'>,
  finder: TwinFinder,
): PreparedChunk {
  let leads = '';
  let phones = '';
  let rejections = '';
  let rowsRead = 0;
  let rejected = 0;
  let twins = 0;
  finder.nextChunk();

  for (const raw of batch.rows) {
    const read = readRow(raw);
    if (!read) continue;
    rowsRead++;
    if (read.kind === 'rejected') {
      rejected++;
      rejections += rejectionLine(read.rejection);
      continue;
    }
    const { lead } = read;
    const row = rowsRead;
    const indexes = lead.phones.map(({ e164 }) => keyring.numberIndex(e164));
    const twin = finder.isTwin(lead.phones[0]!.e164, lead.externalId);
    if (twin) twins++;
    leads += leadLine(row, twin, lead, indexes[0]!);
    phones += phoneLines(row, lead, indexes);
  }
  return {
    leads: encoder.encode(leads),
    phones: encoder.encode(phones),
    rejections: encoder.encode(rejections),
    rowsRead,
    rejected,
    twins,
    keyId: keyring.currentKeyId,
    next: batch.next,
    last: batch.last,
  };

  function phoneLines(row: number, lead: LeadRow, indexes: readonly Buffer[]): string {
    let lines = '';
    lead.phones.forEach(({ e164, label, area, tail, extension }, position) => {
      const sealed = keyring.seal(e164, SEAL.number).data;
      lines += copyLine([row, position, label, sealed, indexes[position]!, area, tail, extension]);
    });
    return lines;
  }

  function rejectionLine({ line, column, reason, remedy, cells }: Rejection): string {
    return copyLine([line, column, reason, remedy, keyring.seal(JSON.stringify(cells), SEAL.rejectedCells).data]);
  }
}

function leadLine(row: number, twin: boolean, lead: LeadRow, index: Buffer): string {
  return copyLine([
    row,
    twin ? 1 : 0,
    orNull(lead.externalId),
    lead.firstName,
    lead.lastName,
    lead.company,
    lead.email,
    lead.street,
    lead.city,
    orNull(lead.state),
    orNull(lead.postalCode),
    orNull(lead.country),
    orNull(lead.timeZone),
    lead.priority,
    JSON.stringify(lead.custom),
    index,
  ]);
}

function orNull(text: string): string | null {
  return text === '' ? null : text;
}
