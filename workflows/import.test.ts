import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { Context } from '@temporalio/activity';
import { createImportActivities } from '../activities/imports/create-import-activities.ts';
import type { ImportActivities } from '../activities/imports/interface.ts';
import { eventually } from '../testing/eventually.ts';
import { createFakeEngine } from '../testing/fake-engine.ts';
import { anImportHouse, type ImportHouse } from '../testing/import-house.ts';
import { startTestTemporal, type TestTemporal } from '../testing/temporal.ts';
import { importCancel, importView, type ImportView, QUEUES, WORKFLOWS, workflowIds } from './contract.ts';

let temporal: TestTemporal;
let house: ImportHouse;
/** Replaces an activity for one test. */
let instead: Partial<ImportActivities> = {};

beforeAll(async () => {
  [temporal, house] = await Promise.all([startTestTemporal(), anImportHouse()]);
  const real = createImportActivities(house.deps);
  await temporal.run(createFakeEngine().activities, {
    importActivities: {
      openImport: (input) => (instead.openImport ?? real.openImport)(input),
      readChunks: (input) => (instead.readChunks ?? real.readChunks)(input),
      enrolImport: (input) => (instead.enrolImport ?? real.enrolImport)(input),
      finishImport: (input) => (instead.finishImport ?? real.finishImport)(input),
    } satisfies ImportActivities,
  });
});
afterAll(async () => {
  await temporal?.stop();
  await house?.close();
});

afterEach(() => {
  instead = {};
});

async function start(importId: string) {
  return temporal.client.workflow.start(WORKFLOWS.import, {
    workflowId: workflowIds.import(importId),
    taskQueue: QUEUES.imports,
    args: [{ tenantId: house.tenantId, importId }],
  });
}
const result = async (importId: string): Promise<ImportView> => (await start(importId)).result();
const rowOf = async (importId: string) =>
  (await house.rows(`select status, error from imports where id = $1`, [importId]))[0];

test('a file becomes leads, and how it went stands in the row, the view and the timeline', async () => {
  const importId = await house.anImport(readFileSync('examples/leads.csv'));
  const view = await result(importId);
  expect(view).toEqual({ status: 'completed', rowsRead: 44, accepted: 40, rejected: 2, duplicate: 2 });
  expect(await rowOf(importId)).toEqual({ status: 'completed', error: null });
  const [event] = await house.rows(`select type, data from events where import_id = $1`, [importId]);
  expect(event).toMatchObject({ type: 'import.completed', data: { accepted: 40 } });
});

test('a file that is no CSV fails by saying what it is', async () => {
  const importId = await house.anImport(Buffer.from('PK\u0003\u0004.....xl/workbook.xml'));
  expect(await result(importId)).toMatchObject({ status: 'failed', rowsRead: 0 });
  expect(await rowOf(importId)).toMatchObject({ error: { sentence: expect.stringContaining('Excel workbook') } });
});

test('campaigns of the list get the new leads', async () => {
  const list = await house.aList();
  const [campaign] = await house.rows<{ id: string }>(
    `insert into campaigns (tenant_id, name, status) values ($1, 'C', 'paused') returning id`,
    [house.tenantId],
  );
  await house.rows(`insert into campaign_lists (tenant_id, campaign_id, list_id) values ($1, $2, $3)`, [
    house.tenantId,
    campaign!.id,
    list,
  ]);
  await result(await house.anImport('Phone\n2125550101\n2125550102\n', {}, list));
  expect(await house.rows(`select state from campaign_leads where campaign_id = $1`, [campaign!.id])).toHaveLength(2);
});

test('a cancel stops between two chunks, keeps what was read, and names who asked', async () => {
  const importId = await house.anImport('Phone\n2125550101\n', {}, await house.aList());
  const reading = Promise.withResolvers<void>();
  instead.readChunks = async (input) => {
    reading.resolve();
    const activity = Context.current();
    while (!activity.cancellationSignal.aborted) {
      activity.heartbeat();
      await pause(100);
    }
    return createImportActivities(house.deps).readChunks(input);
  };
  const handle = await start(importId);
  await reading.promise;
  expect(await handle.query(importView)).toMatchObject({ status: 'running' });
  await handle.signal(importCancel, { by: 'ann@example.com' });
  expect(await handle.result()).toMatchObject({ status: 'cancelled', rowsRead: 0 });
  expect(await rowOf(importId)).toMatchObject({ error: { sentence: expect.stringContaining('ann@example.com') } });
});

test('an activity that fails for a while does not fail the import', async () => {
  const importId = await house.anImport('Phone\n2125550101\n', {}, await house.aList());
  let tries = 0;
  instead.openImport = async (input) => {
    if (++tries < 3) throw new Error('the database is away');
    return createImportActivities(house.deps).openImport(input);
  };
  expect(await result(importId)).toMatchObject({ status: 'completed', accepted: 1 });
});

test('a file that vanished fails the import with that reason', async () => {
  const importId = await house.anImport('Phone\n2125550101\n', {}, await house.aList());
  instead.openImport = async (input) => {
    const opened = await createImportActivities(house.deps).openImport(input);
    await house.deps.files.remove(`imports/${house.tenantId}/${importId}.csv`);
    return opened;
  };
  expect(await result(importId)).toMatchObject({ status: 'failed' });
  await eventually(async () =>
    expect(await rowOf(importId)).toMatchObject({ error: { sentence: expect.stringContaining('gone') } }),
  );
});
