import type { TenantTx } from '../../database/connect.ts';
import { type NumbersImportRow, readNumbersImport } from '../../database/dnc/numbers-import.ts';
import { addEvents } from '../../database/engine/add-events.ts';
import { appendLedger } from '../../database/ledger/append.ts';
import type { NumbersEnd, NumbersFinished, NumbersRef } from './interface.ts';
import type { NumbersDeps } from './numbers-deps.ts';
import { countsOf } from './read-numbers.ts';

const NONE = { lines: 0, added: 0, alreadyListed: 0, bad: 0, leadsEnded: 0, callsHungUp: 0 };

/** See NumbersActivities. The uploaded file goes: its sum, and every line in it, are accounted for. */
export async function finishNumbers(
  { database, files, clock }: Pick<NumbersDeps, 'database' | 'files' | 'clock'>,
  { tenantId, importId, end }: NumbersRef & { end: NumbersEnd },
): Promise<NumbersFinished> {
  const nowMs = clock.now();
  const row = await database.inTenant(tenantId, async (tx) => {
    const before = await readNumbersImport(tx, importId, true);
    if (before?.status !== 'queued' && before?.status !== 'running') return before;
    await close(tx, before, end, nowMs);
    return { ...before, status: end.status };
  });
  if (!row) return { status: 'failed', counts: NONE };
  await files.remove(row.file_key);
  return { status: row.status, counts: countsOf(row) };
}

/** The record of the whole file, or of what was read of it: numbers that it put on the list have no entry each. */
async function close(tx: TenantTx, row: NumbersImportRow, end: NumbersEnd, nowMs: number): Promise<void> {
  await tx.query(`update dnc_imports set status = $3, error = $4, finished_at = $5 where tenant_id = $1 and id = $2`, [
    tx.tenantId,
    row.id,
    end.status,
    sentenceOf(end),
    new Date(nowMs),
  ]);
  const { list, campaign_id: campaignId, created_by: by, id: importId, lines, added, bad } = row;
  const body = {
    ...{ list, importId, end: end.status, sourceSha256: row.file_sha256.toString('hex'), lines, added, badLines: bad },
    ...{
      leadsEnded: row.leads_ended,
      callsHungUp: row.calls_hung_up,
      expiresAt: row.expires_at?.toISOString() ?? null,
    },
  };
  await appendLedger(tx, nowMs, [{ kind: 'list-activation', campaignId, actor: by, body }]);
  const data = { list, importId, status: end.status, added, bad, by };
  await addEvents(tx, nowMs, [{ type: 'dnc.numbers-imported', campaignId, data }]);
}

function sentenceOf(end: NumbersEnd): string | null {
  switch (end.status) {
    case 'completed':
      return null;
    case 'cancelled':
      return `Cancelled by ${end.by}. Numbers that were read by then stay on the list.`;
    case 'failed':
      return end.sentence;
  }
}
