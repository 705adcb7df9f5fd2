import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import {
  STAGED_LEAD_COLUMNS,
  STAGED_PHONE_COLUMNS,
  STAGED_REJECTION_COLUMNS,
  type PreparedChunk,
} from './prepare-chunk.ts';

/**
 * COPY into a table with policies is refused (0A000), so a chunk goes into temporary tables of the connection first and
 * from there, in the same transaction, through the policies.
 */
const STAGES = `
  create temporary table if not exists staged_leads (
    row int not null, pass smallint not null, external_id text, first_name text not null, last_name text not null,
    company text not null, email text not null, street text not null, city text not null, state text, postal_code text,
    country text, time_zone text, priority smallint, custom jsonb not null, number_hmac bytea not null
  ) on commit delete rows;
  create temporary table if not exists staged_phones (
    row int not null, position smallint not null, label text not null, number_enc bytea not null,
    number_hmac bytea not null, area text not null, tail text not null, extension text
  ) on commit delete rows;
  create temporary table if not exists staged_rejections (
    line bigint not null, column_name text, reason text not null, remedy text not null, cells_enc bytea not null
  ) on commit delete rows;
  create temporary table if not exists placed_leads (
    row int not null, pass smallint not null, lead_id uuid not null, person_id uuid not null,
    is_new_person boolean not null, is_new boolean not null
  ) on commit delete rows`;

/** Sends a chunk into the temporary tables of the connection. Inside a transaction: it empties them at its end. */
export async function stageChunk(client: pg.PoolClient, chunk: PreparedChunk): Promise<void> {
  await client.query(STAGES);
  await copy(client, `staged_leads (${STAGED_LEAD_COLUMNS})`, chunk.leads);
  await copy(client, `staged_phones (${STAGED_PHONE_COLUMNS})`, chunk.phones);
  await copy(client, `staged_rejections (${STAGED_REJECTION_COLUMNS})`, chunk.rejections);
}

const PIECE_BYTES = 256 * 1024;

async function copy(client: pg.PoolClient, into: string, text: Uint8Array): Promise<void> {
  if (text.length === 0) return;
  await pipeline(Readable.from(pieces(text)), client.query(copyFrom(`copy ${into} from stdin`)));
}

function* pieces(text: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < text.length; at += PIECE_BYTES) yield text.subarray(at, at + PIECE_BYTES);
}
