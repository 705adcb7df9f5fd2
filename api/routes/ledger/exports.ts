import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import type { z } from 'zod';
import type { TenantTx } from '../../../database/connect.ts';
import { addToOutbox } from '../../../database/engine/outbox.ts';
import { uuidv7 } from '../../../database/engine/uuidv7.ts';
import { appendLedger } from '../../../database/ledger/append.ts';
import { type ExportRow, insertExport, listExports, readExport, sequenceAt } from '../../../database/ledger/exports.ts';
import { latestHead } from '../../../database/ledger/heads.ts';
import { ledgerExportCancel, type LedgerExportInput, workflowIds, WORKFLOWS } from '../../../workflows/contract.ts';
import { nameOf } from '../../auth/principal.ts';
import { idParams } from '../../contract/id.ts';
import { LedgerExport, LedgerExportCreate, LedgerExportPage } from '../../contract/ledger.ts';
import { PageQuery } from '../../contract/page.ts';
import { decodeCursor, pageFrom } from '../../http/pages.ts';
import { conflict, invalid, notFound } from '../../http/problem.ts';
import { defineRoute, defineStream } from '../../http/route.ts';
import { answerThenDeliver, answerThenSignal } from '../../effects/answer-then-deliver.ts';
import { startOnce } from '../../effects/start-once.ts';

export const postLedgerExport = defineRoute({
  id: 'exportLedger',
  method: 'post',
  path: '/api/v1/ledger/exports',
  tag: 'Ledger',
  summary: 'Export entries with what proves them',
  description:
    'A zip archive of entries, signed heads, keys and hashes, written in the background. `ringfence audit verify` and the page /verify check it without this server. Who exported what is itself an entry.',
  access: 'ledger:export',
  idempotent: true,
  body: LedgerExportCreate,
  responses: { 202: { description: 'It is being written; ask how far it is.', body: LedgerExport } },
  async handler({ tx, body, principal }, deps) {
    const head = await latestHead(tx);
    if (!head) throw conflict('nothing-sealed', 'Nothing of the ledger is sealed yet. Ask again in ten seconds.');
    const { fromSeq, toSeq } = await rangeOf(tx, body, head.size);
    const id = uuidv7(deps.now());
    const createdBy = nameOf(principal);
    await insertExport(tx, { id, fromSeq, toSeq, createdBy });
    await appendLedger(tx, deps.now(), [
      { kind: 'export', actor: createdBy, body: { exportId: id, fromSeq, toSeq, what: 'ledger' } },
    ]);
    const input: LedgerExportInput = { tenantId: tx.tenantId, exportId: id };
    const job = { workflowType: WORKFLOWS.ledgerExport, workflowId: workflowIds.ledgerExport(id), input };
    const outbox = await addToOutbox(tx, deps.now(), startOnce({ ...job, summary: 'export of the ledger' }));
    return {
      status: 202,
      headers: { location: `/api/v1/ledger/exports/${id}` },
      ...answerThenDeliver(deps, tx, [outbox], presentExport(await found(tx, id))),
    };
  },
});

export const getLedgerExports = defineRoute({
  id: 'listLedgerExports',
  method: 'get',
  path: '/api/v1/ledger/exports',
  tag: 'Ledger',
  summary: 'Exports of the ledger, newest first',
  access: 'ledger:export',
  query: PageQuery,
  responses: { 200: { description: 'One page of exports.', body: LedgerExportPage } },
  async handler({ tx, query }) {
    const cursor = decodeCursor(query.cursor, ['uuid']);
    const rows = await listExports(tx, cursor?.[0] ?? null, query.limit + 1);
    return { status: 200, body: pageFrom(rows, query.limit, presentExport, (row) => [row.id]) };
  },
});

export const getLedgerExport = defineRoute({
  id: 'getLedgerExport',
  method: 'get',
  path: '/api/v1/ledger/exports/:id',
  tag: 'Ledger',
  summary: 'How far an export is',
  access: 'ledger:export',
  params: idParams(),
  responses: { 200: { description: 'The export.', body: LedgerExport } },
  async handler({ tx, params }) {
    return { status: 200, body: presentExport(await found(tx, params.id)) };
  },
});

export const cancelLedgerExport = defineRoute({
  id: 'cancelLedgerExport',
  method: 'post',
  path: '/api/v1/ledger/exports/:id/cancel',
  tag: 'Ledger',
  summary: 'Cancel an export',
  description: 'What was written of it is removed. Asked again, it answers the same.',
  access: 'ledger:export',
  params: idParams(),
  responses: { 200: { description: 'It is ending, or has ended.', body: LedgerExport } },
  async handler({ tx, params }, deps) {
    const row = await found(tx, params.id);
    const body = presentExport(row);
    if (row.finished_at !== null) return { status: 200, body };
    const signal = { workflowId: workflowIds.ledgerExport(params.id), name: ledgerExportCancel.name, args: [] };
    return answerThenSignal(deps, tx, signal, body);
  },
});

export const getLedgerExportFile = defineStream({
  id: 'downloadLedgerExport',
  method: 'get',
  path: '/api/v1/ledger/exports/:id/file',
  tag: 'Ledger',
  summary: 'Download an export',
  access: 'ledger:export',
  params: idParams(),
  responses: { 200: { description: 'A zip archive.', contentType: 'application/zip' } },
  async handler({ principal, params, response }, { database, files, now }) {
    const row = await database.inTenant(principal.tenantId, async (tx) => {
      const ready = await found(tx, params.id);
      if (ready.status !== 'completed' || ready.file_key === null)
        throw conflict('not-ready', `The export is ${ready.status}. Only a completed one can be downloaded.`);
      await appendLedger(tx, now(), [
        { kind: 'look-up', actor: nameOf(principal), body: { what: 'ledger-export', exportId: params.id } },
      ]);
      return { fileKey: ready.file_key, bytes: ready.bytes };
    });
    response.set({
      'content-type': 'application/zip',
      'content-disposition': `attachment; filename="ledger-${params.id}.zip"`,
      'cache-control': 'no-store',
      ...(row.bytes === null ? {} : { 'content-length': row.bytes }),
    });
    await pipeline(Readable.from(files.read(row.fileKey)), response);
  },
});

async function rangeOf(
  tx: TenantTx,
  asked: z.infer<typeof LedgerExportCreate>,
  size: number,
): Promise<{ fromSeq: number; toSeq: number | null }> {
  const since = asked.since === undefined ? 0 : await sequenceAt(tx, new Date(asked.since), 'since');
  const until = asked.until === undefined ? null : ((await sequenceAt(tx, new Date(asked.until), 'until')) ?? 0);
  const fromSeq = asked.fromSeq ?? since ?? 0;
  const toSeq = asked.toSeq ?? until;
  if (fromSeq < Math.min(toSeq ?? size, size)) return { fromSeq, toSeq };
  throw invalid([
    {
      field: asked.since === undefined ? 'fromSeq' : 'since',
      message: 'No entry is sealed in this range.',
      remedy: `Ask for entries 0 to ${size}, or leave the range out.`,
    },
  ]);
}

async function found(tx: TenantTx, id: string): Promise<ExportRow> {
  const row = await readExport(tx, id);
  if (!row) throw notFound('export of the ledger');
  return row;
}

function presentExport(row: ExportRow): z.infer<typeof LedgerExport> {
  return {
    id: row.id,
    status: row.status,
    fromSeq: Number(row.from_seq),
    toSeq: row.to_seq === null ? null : Number(row.to_seq),
    headSize: row.head_size === null ? null : Number(row.head_size),
    written: Number(row.written),
    bytes: row.bytes === null ? null : Number(row.bytes),
    error: row.error,
    createdBy: row.created_by,
    createdAt: row.created_at.toISOString(),
    finishedAt: row.finished_at?.toISOString() ?? null,
  };
}
