import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { WorkflowHandle } from '@temporalio/client';
import { readEvidence } from '../../chaos/read-evidence.ts';
import { until } from '../../testing/child-scripts.ts';
import { type EngineStand, startEngineStand } from '../../testing/stand/engine-stand.ts';
import { ONE_ATTEMPT, type Seeded, seedCampaign } from '../../testing/stand/seed-campaign.ts';
import { workflowIds } from '../../workflows/contract.ts';
import { ownerUrl } from '../plans/postgres.ts';
import { copyRunningCluster } from './copy-postgres.ts';
import { copyTemporal, restoreTemporal } from './copy-temporal.ts';
import { markRestored } from './mark-restored.ts';
import { restorePostgres } from './restore-backup.ts';

const LIMIT = 8;
const SETTLED_MS = 150_000;
type HistoryEvents = NonNullable<Awaited<ReturnType<WorkflowHandle['fetchHistory']>>['events']>;

let stand: EngineStand;
let seeded: Seeded;
let backup: string;

beforeEach(async () => {
  backup = mkdtempSync(join(tmpdir(), 'redial-'));
  stand = await startEngineStand({ speed: 5, seed: 'restore' });
  seeded = await seedCampaign(stand.database, stand.keyring, {
    ...{ leads: 240, callsPerSecond: 4, maxConcurrentCalls: LIMIT, retries: ONE_ATTEMPT },
  });
  await stand.startCampaign(seeded);
});

afterEach(async () => {
  await stand.stop();
  rmSync(backup, { recursive: true, force: true });
});

const placed = () => stand.carrierLog().filter(({ event }) => event === 'placed');
const placedAtLeast = (calls: number) => until(() => placed().length >= calls, `${calls} calls are placed`);

async function history(): Promise<HistoryEvents> {
  return (await stand.client.workflow.getHandle(workflowIds.campaign(seeded.campaignId)).fetchHistory()).events ?? [];
}

/** An activity of the campaign has ended since, and the campaign waits for its next tick. */
function hasDecidedAfter(events: HistoryEvents, seen: number): boolean {
  const measured = events.findIndex((event, index) => index >= seen && event.activityTaskCompletedEventAttributes);
  return measured >= 0 && events.slice(measured).some((event) => event.timerStartedEventAttributes);
}

/** The marker, a worker, and time for it to come to rest. Nothing may be dialled meanwhile: a person resumes the campaign. */
async function comeToRest(): Promise<void> {
  expect(await markRestored(ownerUrl(stand.cluster, 'postgres'), new Date())).toBe(1);
  const before = placed().length;
  const seen = (await history()).length;
  await stand.start('worker');
  // Only a campaign that measures and decides again could dial.
  await until(async () => hasDecidedAfter(await history(), seen), 'the campaign has decided anew', SETTLED_MS);
  const evidence = () => readEvidence(stand.database, seeded.tenantId, { log: stand.carrierLog(), limit: LIMIT });
  const isAtRest = async () => {
    const { leases, attempts } = await evidence();
    return leases === 0 && attempts.every(({ state }) => state === 'ended');
  };
  await until(isAtRest, 'every attempt has its end and no lease is left', SETTLED_MS);
  expect(placed().length).toBe(before);
  const intents = placed().map(({ intent }) => intent);
  expect(new Set(intents).size).toBe(intents.length);
}

test('Postgres restored alone, with Temporal newer than it, dials nothing again', async () => {
  await placedAtLeast(6);
  await copyRunningCluster(stand.cluster.dataFolder, join(backup, 'postgres'), stand.cluster.ownerPassword);
  await placedAtLeast(14);
  await stand.processes.get('worker')?.stop('SIGKILL');
  await stand.processes.get('postgres')?.stop('SIGINT');
  rmSync(stand.cluster.dataFolder, { recursive: true });
  await restorePostgres(join(backup, 'postgres'), stand.cluster.dataFolder);
  await stand.start('postgres');
  await comeToRest();
}, 300_000);

test('Temporal restored alone, with Postgres newer than it, dials nothing again', async () => {
  await placedAtLeast(6);
  await copyTemporal(join(stand.folder, 'temporal'), backup);
  await placedAtLeast(14);
  await stand.processes.get('worker')?.stop('SIGKILL');
  await stand.processes.get('temporal')?.stop();
  restoreTemporal(backup, join(stand.folder, 'temporal'));
  await stand.start('temporal');
  await comeToRest();
}, 300_000);
