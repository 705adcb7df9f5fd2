import { cancellationSignal, heartbeat } from '@temporalio/activity';
import { ApplicationFailure, CancelledFailure } from '@temporalio/common';
import { addEvents } from '../../database/engine/add-events.ts';
import { beginExport, endExport, type ExportRow, noteWritten, readExport } from '../../database/ledger/exports.ts';
import { FAILURES } from '../../workflows/contract.ts';
import type { LedgerExportDeps } from './deps.ts';
import type { ExportRef, LedgerExportActivities } from './interface.ts';
import { writeArchive } from './write-archive.ts';

const HEARTBEAT_MS = 2_000;
const NOTE_EVERY_MS = 1_000;
/** What an object storage takes at most in one piece of this kind of upload. */
const MOST_BYTES = 5 * 2 ** 40;

/** The activities of ledger exports over their dependencies, for a worker of the imports queue. */
export function createLedgerActivities(deps: LedgerExportDeps): LedgerExportActivities {
  return {
    async openExport(input) {
      const row = await deps.database.inTenant(input.tenantId, async (tx) => {
        await beginExport(tx, input.exportId, exportFileKey(input));
        return found(await readExport(tx, input.exportId));
      });
      if (row.head_size === null)
        throw ApplicationFailure.nonRetryable('nothing of this ledger is sealed yet', FAILURES.notFound);
      return { entries: Number(row.to_seq) - Number(row.from_seq) };
    },
    writeExport: (input) => whileBeating(() => writeExport(deps, input)),
    async finishExport({ end, ...input }) {
      if (end.status !== 'completed') await deps.files.remove(exportFileKey(input));
      await deps.database.inTenant(input.tenantId, async (tx) => {
        const error = end.status === 'failed' ? end.sentence : null;
        const at = new Date(deps.clock.now());
        const ended = await endExport(tx, input.exportId, { status: end.status, bytes: null, error, at });
        if (!ended) return;
        await addEvents(tx, at.getTime(), [
          { type: `ledger-export.${end.status}`, data: { exportId: input.exportId } },
        ]);
      });
    },
  };
}

async function writeExport(deps: LedgerExportDeps, input: ExportRef): Promise<{ bytes: number }> {
  const { tenantId, exportId } = input;
  const row = await deps.database.inTenant(tenantId, async (tx) => found(await readExport(tx, exportId)));
  const cancelled = cancellationSignal();
  let written = 0;
  let notedAt = 0;
  const onEntries = async (lines: number) => {
    if (cancelled.aborted) throw new CancelledFailure('the export was cancelled');
    written += lines;
    if (performance.now() - notedAt < NOTE_EVERY_MS) return;
    notedAt = performance.now();
    await deps.database.inTenant(tenantId, (tx) => noteWritten(tx, exportId, written));
  };
  const scope = { tenantId, start: Number(row.from_seq), end: Number(row.to_seq), size: Number(row.head_size) };
  const archive = await writeArchive(deps.database, scope, deps.clock.now(), onEntries);
  const { bytes } = await deps.files.put(exportFileKey(input), archive, { maxBytes: MOST_BYTES });
  await deps.database.inTenant(tenantId, async (tx) => {
    await noteWritten(tx, exportId, written);
    await tx.query('update ledger_exports set bytes = $3 where tenant_id = $1 and id = $2', [
      tenantId,
      exportId,
      bytes,
    ]);
  });
  return { bytes };
}

function exportFileKey({ tenantId, exportId }: ExportRef): string {
  return `ledger-exports/${tenantId}/${exportId}.zip`;
}

function found(row: ExportRow | undefined): ExportRow {
  if (!row) throw ApplicationFailure.nonRetryable('the export does not exist', FAILURES.notFound);
  return row;
}

async function whileBeating<T>(work: () => Promise<T>): Promise<T> {
  const timer = setInterval(() => heartbeat(), HEARTBEAT_MS);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}
