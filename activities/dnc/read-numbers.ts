import { ApplicationFailure, CancelledFailure } from '@temporalio/common';
import type { TenantTx } from '../../database/connect.ts';
import { addNumbers, type NewNumber } from '../../database/dnc/add-numbers.ts';
import {
  aboutNumbersOf,
  type BadNumberLine,
  type NumbersImportRow,
  readNumbersImport,
} from '../../database/dnc/numbers-import.ts';
import type { E164 } from '../../domain/ids.ts';
import { bytesPerCharacter, type Encoding } from '../../importing/encoding.ts';
import { readHead } from '../../importing/preview.ts';
import { readRows } from '../../importing/read-rows.ts';
import type { RawRow } from '../../importing/tokenizer.ts';
import { SEAL } from '../../keyring/keyring.ts';
import { FAILURES } from '../../workflows/contract.ts';
import { enforceNumbers } from './enforce-numbers.ts';
import type { NumbersCounts, NumbersRead, NumbersRef } from './interface.ts';
import { numberLayout, readNumberRow } from './number-rows.ts';
import type { NumbersDeps } from './numbers-deps.ts';

/** Rows a transaction. */
const BATCH_ROWS = 2_000;
const MOST_BAD_LINES = 1_000;

export interface ReadNumbersLimits {
  cancelled: AbortSignal;
  /** Stops after the batch during which so many milliseconds have passed. */
  sliceMs?: number;
  batchRows?: number;
}

/**
 * See NumbersActivities. Each batch is two steps: its numbers, counts and place in the file in one transaction; then, as
 * they are committed, the leads and calls that they end, and where that has got to. A restart ends leads and calls of a
 * batch that was stored once more, and adds none of its numbers again.
 */
export async function readNumbers(
  deps: NumbersDeps,
  { tenantId, importId }: NumbersRef,
  { cancelled, sliceMs = Number.POSITIVE_INFINITY, batchRows = BATCH_ROWS }: ReadNumbersLimits,
): Promise<NumbersRead> {
  const row = await begin(deps, { tenantId, importId });
  if (row.status !== 'running')
    return { kind: 'read', counts: countsOf(row), bytesRead: row.stored_offset, done: true };
  const until = performance.now() + sliceMs;
  const layout = await layoutOf(deps, row);
  if ('remedy' in layout) return { kind: 'refused', sentence: `The file is ${layout.what}. ${layout.remedy}` };
  const from = { offset: Math.max(row.enforced_offset, layout.bomBytes), line: row.enforced_line };
  const bytes = deps.files.read(row.file_key, from.offset);
  let place = row.enforced_offset;
  let done = false;
  for await (const batch of readRows(bytes, layout, from, batchRows)) {
    if (cancelled.aborted) throw new CancelledFailure('the import of numbers was cancelled between two batches');
    // After a restart the first rows may be stored already: these are only enforced.
    const behind = Math.max(place, row.stored_offset);
    const isNew = ({ end }: RawRow) => layout.bomBytes + end * bytesPerCharacter(layout.encoding) > behind;
    const stored = tallyOf(
      deps,
      batch.rows.filter((raw) => !isNew(raw)),
      layout.encoding,
      row,
    );
    const fresh = tallyOf(deps, batch.rows.filter(isNew), layout.encoding, row);
    if (batch.next.offset > behind) {
      const step = { from: behind, to: batch.next.offset };
      await deps.database.inTenant(tenantId, (tx) => store(tx, row, fresh, step, deps));
    }
    await enforceNumbers(deps, tenantId, row, [...stored.numbers, ...fresh.numbers], batch.next);
    place = batch.next.offset;
    done = batch.last;
    if (performance.now() > until) break;
  }
  const after = await deps.database.inTenant(tenantId, (tx) => readNumbersImport(tx, importId));
  return { kind: 'read', counts: countsOf(after ?? row), bytesRead: place, done };
}

async function begin({ database, clock }: NumbersDeps, { tenantId, importId }: NumbersRef): Promise<NumbersImportRow> {
  return database.inTenant(tenantId, async (tx) => {
    const row = await readNumbersImport(tx, importId, true);
    if (!row) throw ApplicationFailure.nonRetryable('there is no such import of numbers', FAILURES.notFound);
    if (row.status !== 'queued') return row;
    await tx.query(`update dnc_imports set status = 'running', started_at = $3 where tenant_id = $1 and id = $2`, [
      ...[tenantId, importId, new Date(clock.now())],
    ]);
    return { ...row, status: 'running' };
  });
}

async function layoutOf({ files }: NumbersDeps, row: NumbersImportRow) {
  try {
    const { head, wholeFile } = await readHead(files.read(row.file_key));
    return numberLayout(head, wholeFile);
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'FileMissing') throw error;
    return { what: 'no longer in the file storage', remedy: 'Upload it again.' };
  }
}

interface Tally {
  lines: number;
  numbers: NewNumber[];
  /** Numbers that the batch itself says twice. */
  repeated: number;
  bad: BadNumberLine[];
}

function tallyOf(deps: NumbersDeps, rows: readonly RawRow[], encoding: Encoding, row: NumbersImportRow): Tally {
  const numbers = new Set<E164>();
  const tally: Tally = { lines: 0, numbers: [], repeated: 0, bad: [] };
  for (const raw of rows) {
    const read = readNumberRow(raw, encoding, row.default_country);
    if (!read) continue;
    tally.lines++;
    if (read.kind === 'bad') tally.bad.push({ line: read.line, reason: 'not-a-number', sentence: read.reason });
    else if (numbers.has(read.number)) tally.repeated++;
    else numbers.add(read.number);
  }
  tally.numbers = [...numbers].map((number) => ({
    hmac: deps.keyring.numberIndex(number),
    sealed: deps.keyring.seal(number, SEAL.number),
    tail: number.slice(-2),
  }));
  return tally;
}

/** @throws when another run has got further, or the import has ended: the retry reads the row anew. */
async function store(
  tx: TenantTx,
  row: NumbersImportRow,
  { lines, numbers, repeated, bad }: Tally,
  { from, to }: { from: number; to: number },
  { clock }: NumbersDeps,
): Promise<void> {
  const added = numbers.length === 0 ? 0 : await addNumbers(tx, numbers, aboutNumbersOf(row, clock.now()));
  const moved = await tx.query(
    `update dnc_imports set stored_offset = $4, lines = lines + $5, added = added + $6,
       already_listed = already_listed + $7, bad = bad + $8,
       bad_lines = case when jsonb_array_length(bad_lines) < $10 then bad_lines || $9::jsonb else bad_lines end
     where tenant_id = $1 and id = $2 and stored_offset = $3 and status = 'running' returning 1`,
    [
      ...[tx.tenantId, row.id, from, to, lines, added, numbers.length - added + repeated, bad.length],
      ...[JSON.stringify(bad.slice(0, MOST_BAD_LINES)), MOST_BAD_LINES],
    ],
  );
  if (moved.length === 0) throw new Error(`import of numbers ${row.id} was taken further by another run, or has ended`);
}

export function countsOf(row: NumbersImportRow): NumbersCounts {
  const { lines, added, bad } = row;
  return {
    lines,
    added,
    alreadyListed: row.already_listed,
    bad,
    leadsEnded: row.leads_ended,
    callsHungUp: row.calls_hung_up,
  };
}
