import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createNumbersActivities } from '../activities/dnc/create-numbers-activities.ts';
import { createRegistryActivities } from '../activities/dnc/create-registry-activities.ts';
import { createFakeEngine } from '../testing/fake-engine.ts';
import { anImportHouse, type ImportHouse } from '../testing/import-house.ts';
import { startTestTemporal, type TestTemporal } from '../testing/temporal.ts';
import { QUEUES, registryCancel, WORKFLOWS, workflowIds } from './contract.ts';

let temporal: TestTemporal;
let house: ImportHouse;
let root: string;
/** Set to make the build wait until it is cancelled. */
let waits: PromiseWithResolvers<void> | null = null;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'ringfence-registry-'));
  [temporal, house] = await Promise.all([startTestTemporal(), anImportHouse()]);
  const { database, files, storage, clock } = house.deps;
  const real = createRegistryActivities({ database, files, storage, root, clock });
  await temporal.run(createFakeEngine().activities, {
    importActivities: {
      ...real,
      ...createNumbersActivities({ database, files, clock, keyring: house.keyring, temporal: temporal.client }),
      buildRegistryVersion: async (input: Parameters<typeof real.buildRegistryVersion>[0]) => {
        waits?.resolve();
        return real.buildRegistryVersion(input);
      },
    },
  });
});
afterAll(async () => {
  await temporal?.stop();
  await house?.close();
  await rm(root, { recursive: true, force: true });
});

async function aVersion(file: string): Promise<string> {
  await house.rows(`insert into dnc_lists (tenant_id, list) values ($1, 'us-federal') on conflict do nothing`, [
    house.tenantId,
  ]);
  const [row] = await house.rows<{ id: string }>(
    `insert into dnc_list_versions (tenant_id, list_id, mode, file_key, file_bytes, file_sha256, as_of, valid_until)
     select tenant_id, id, 'full', 'registries/' || gen_random_uuid(), $2, '', now(), now() from dnc_lists
     where tenant_id = $1 returning id, file_key`,
    [house.tenantId, Buffer.byteLength(file)],
  );
  const id = row?.id ?? '';
  const [stored] = await house.rows<{ file_key: string }>('select file_key from dnc_list_versions where id = $1', [id]);
  await house.deps.files.put(stored?.file_key ?? '', pieces(file), { maxBytes: 1e9 });
  return id;
}

async function* pieces(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

const start = (versionId: string) =>
  temporal.client.workflow.start(WORKFLOWS.registryLoad, {
    workflowId: workflowIds.registryLoad(versionId),
    taskQueue: QUEUES.imports,
    args: [{ tenantId: house.tenantId, versionId }],
  });
const statusOf = async (versionId: string) =>
  (await house.rows(`select status, error from dnc_list_versions where id = $1`, [versionId]))[0];

test('a file comes into force, a doubtful one waits, and one that is no list fails by saying what it is', async () => {
  const good = await aVersion('2125550100\n');
  expect(await (await start(good)).result()).toEqual({ status: 'active', doubts: [] });
  const doubtful = await aVersion('2125550100\nx\n');
  expect(await (await start(doubtful)).result()).toEqual({ status: 'awaiting-approval', doubts: ['many-bad-lines'] });
  const wrong = await aVersion('<?xml version="1.0"?>');
  expect(await (await start(wrong)).result()).toEqual({ status: 'failed', doubts: [] });
  expect(await statusOf(wrong)).toEqual({ status: 'failed', error: expect.stringContaining('XML') });
  expect(await statusOf(good)).toEqual({ status: 'active', error: null });
});

test('a cancel ends the reading, and the version in force stays', async () => {
  const first = await aVersion('2125550100\n');
  await (await start(first)).result();
  waits = Promise.withResolvers<void>();
  // Long enough to be caught reading: some seconds of lines in an order that keeps every area in memory.
  const long = Array.from({ length: 2_000_000 }, (_, n) => `${201 + (n % 700)} ${2_000_000 + n}\n`).join('');
  const second = await aVersion(long);
  const handle = await start(second);
  await waits.promise;
  await handle.signal(registryCancel, { by: 'user:1' });
  expect((await handle.result()).status).toBe('cancelled');
  expect(await statusOf(second)).toEqual({ status: 'cancelled', error: null });
  expect(await statusOf(first)).toEqual({ status: 'active', error: null });
});

test('a file of numbers is read into the internal list', async () => {
  const importId = randomUUID();
  const fileKey = `dnc-imports/${house.tenantId}/${importId}`;
  await house.deps.files.put(fileKey, pieces('Phone\n2125550101\n2125550101\nnone\n'), { maxBytes: 1e9 });
  await house.rows(
    `insert into dnc_imports (tenant_id, id, list, file_key, file_sha256) values ($1, $2, 'internal', $3, '')`,
    [house.tenantId, importId, fileKey],
  );
  const handle = await temporal.client.workflow.start(WORKFLOWS.numbersImport, {
    workflowId: workflowIds.numbersImport(importId),
    taskQueue: QUEUES.imports,
    args: [{ tenantId: house.tenantId, importId }],
  });
  const counts = { lines: 3, added: 1, alreadyListed: 1, bad: 1, leadsEnded: 0, callsHungUp: 0 };
  expect(await handle.result()).toEqual({ status: 'completed', ...counts });
  expect(await house.rows('select status from dnc_imports where id = $1', [importId])).toEqual([
    { status: 'completed' },
  ]);
});
