import { createHash, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { cancellationSignal, heartbeat } from '@temporalio/activity';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { CancelledFailure } from '@temporalio/common';
import { createLedgerActivities } from '../activities/ledger/create-ledger-activities.ts';
import type { LedgerExportActivities } from '../activities/ledger/interface.ts';
import { appendLedger } from '../database/ledger/append.ts';
import { insertExport } from '../database/ledger/exports.ts';
import { createKeyring } from '../keyring/keyring.ts';
import { verifyExport } from '../ledger/verify/verify-export.ts';
import { createFileStore } from '../storage/create-file-store.ts';
import { createFakeEngine } from '../testing/fake-engine.ts';
import { anImportHouse, type ImportHouse } from '../testing/import-house.ts';
import { sealNow } from '../testing/seal-now.ts';
import { startTestTemporal, type TestTemporal } from '../testing/temporal.ts';
import { ledgerExportCancel, QUEUES, WORKFLOWS, workflowIds } from './contract.ts';
import type { ledgerExport } from './ledger-export.ts';

const key = Buffer.alloc(32, 7).toString('base64');
const keyring = createKeyring(JSON.stringify({ current: 'k', keys: { k: key } }), key);
const folder = mkdtempSync(join(tmpdir(), 'ledger-export-'));
const files = createFileStore({ kind: 'folder', folder });
let temporal: TestTemporal;
let house: ImportHouse;
let instead: Partial<LedgerExportActivities> = {};
beforeAll(async () => {
  [temporal, house] = await Promise.all([startTestTemporal(), anImportHouse()]);
  const real = createLedgerActivities({ database: house.deps.database, files, clock: { now: () => Date.now() } });
  await temporal.run(createFakeEngine().activities, {
    importActivities: {
      openExport: (input) => real.openExport(input),
      writeExport: (input) => (instead.writeExport ?? real.writeExport)(input),
      finishExport: (input) => real.finishExport(input),
    } satisfies LedgerExportActivities,
  });
  const { database } = house.deps;
  await database.inTenant(house.tenantId, (tx) =>
    appendLedger(
      tx,
      Date.now(),
      Array.from({ length: 12 }, (_, n) => ({ kind: 'verdict' as const, body: { n } })),
    ),
  );
  await sealNow(database, keyring, house.tenantId);
});
afterAll(async () => {
  await temporal?.stop();
  await house?.close();
  rmSync(folder, { recursive: true, force: true });
});
afterEach(() => {
  instead = {};
});

async function start() {
  const exportId = randomUUID();
  await house.deps.database.inTenant(house.tenantId, (tx) =>
    insertExport(tx, { id: exportId, fromSeq: 0, toSeq: null, createdBy: 'somebody' }),
  );
  const handle = await temporal.client.workflow.start<typeof ledgerExport>(WORKFLOWS.ledgerExport, {
    workflowId: workflowIds.ledgerExport(exportId),
    taskQueue: QUEUES.imports,
    args: [{ tenantId: house.tenantId, exportId }],
  });
  const row = async () =>
    (
      await house.rows(`select status, written::int, bytes is not null as kept from ledger_exports where id = $1`, [
        exportId,
      ])
    )[0];
  return { exportId, handle, row };
}

test('an archive is written that proves itself', async () => {
  const { exportId, handle, row } = await start();
  expect(await handle.result()).toEqual({ status: 'completed' });
  expect(await row()).toEqual({ status: 'completed', written: 12, kept: true });
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for await (const part of files.read(`ledger-exports/${house.tenantId}/${exportId}.zip`))
    parts.push(Uint8Array.from(part));
  const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();
  expect(await verifyExport(new Blob(parts), { sha256 })).toMatchObject({ ok: true, proven: { to: 12 } });
});

test('one that is cancelled leaves nothing behind', async () => {
  const { promise: writing, resolve: begun } = Promise.withResolvers<void>();
  instead.writeExport = async () => {
    begun();
    for (; !cancellationSignal().aborted; await pause(20)) heartbeat();
    throw new CancelledFailure('cancelled');
  };
  const { handle, row } = await start();
  await writing;
  await handle.signal(ledgerExportCancel);
  expect(await handle.result()).toEqual({ status: 'cancelled' });
  expect(await row()).toEqual({ status: 'cancelled', written: 0, kept: false });
});
