import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
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

/** A campaign under way on an engine of its own, and where its backup goes. */
interface Scene {
  stand: EngineStand;
  seeded: Seeded;
  backup: string;
}

const scenes: Scene[] = [];

async function aScene(seed: string): Promise<Scene> {
  const stand = await startEngineStand({ speed: 5, seed });
  const backup = mkdtempSync(join(tmpdir(), 'redial-'));
  const seeded = await seedCampaign(stand.database, stand.keyring, {
    ...{ leads: 60, callsPerSecond: 4, maxConcurrentCalls: LIMIT, retries: ONE_ATTEMPT },
  });
  const scene = { stand, seeded, backup };
  scenes.push(scene);
  await stand.startCampaign(seeded);
  return scene;
}

afterAll(async () => {
  await Promise.all(scenes.map(({ stand }) => stand.stop()));
  for (const { backup } of scenes) rmSync(backup, { recursive: true, force: true });
}, 60_000);

const placedIn = ({ stand }: Scene) => stand.carrierLog().filter(({ event }) => event === 'placed');
const placedAtLeast = (scene: Scene, calls: number) =>
  until(() => placedIn(scene).length >= calls, `${calls} calls are placed`, 60_000);

async function history({ stand, seeded }: Scene): Promise<HistoryEvents> {
  return (await stand.client.workflow.getHandle(workflowIds.campaign(seeded.campaignId)).fetchHistory()).events ?? [];
}

/** An activity of the campaign has ended since, and the campaign waits for its next tick. */
function hasDecidedAfter(events: HistoryEvents, seen: number): boolean {
  const measured = events.findIndex((event, index) => index >= seen && event.activityTaskCompletedEventAttributes);
  return measured >= 0 && events.slice(measured).some((event) => event.timerStartedEventAttributes);
}

/** The marker, a worker, and time for it to come to rest. Nothing may be dialled meanwhile: a person resumes the campaign. */
async function comeToRest(scene: Scene): Promise<void> {
  const { stand, seeded } = scene;
  expect(await markRestored(ownerUrl(stand.cluster, 'postgres'), new Date())).toBe(1);
  const before = placedIn(scene).length;
  const seen = (await history(scene)).length;
  await stand.start('worker');
  // Only a campaign that measures and decides again could dial.
  await until(async () => hasDecidedAfter(await history(scene), seen), 'the campaign has decided anew', SETTLED_MS);
  const evidence = () => readEvidence(stand.database, seeded.tenantId, { log: stand.carrierLog(), limit: LIMIT });
  const isAtRest = async () => {
    const { leases, attempts } = await evidence();
    return leases === 0 && attempts.every(({ state }) => state === 'ended');
  };
  await until(isAtRest, 'every attempt has its end and no lease is left', SETTLED_MS);
  expect(placedIn(scene).length).toBe(before);
  const intents = placedIn(scene).map(({ intent }) => intent);
  expect(new Set(intents).size).toBe(intents.length);
}

async function restorePostgresAlone(): Promise<void> {
  const scene = await aScene('restore-postgres');
  const { stand, backup } = scene;
  await placedAtLeast(scene, 6);
  await copyRunningCluster(stand.cluster.dataFolder, join(backup, 'postgres'), stand.cluster.ownerPassword);
  await placedAtLeast(scene, 14);
  await stand.processes.get('worker')?.stop('SIGKILL');
  await stand.processes.get('postgres')?.stop('SIGINT');
  rmSync(stand.cluster.dataFolder, { recursive: true });
  await restorePostgres(join(backup, 'postgres'), stand.cluster.dataFolder);
  await stand.start('postgres');
  await comeToRest(scene);
}

async function restoreTemporalAlone(): Promise<void> {
  const scene = await aScene('restore-temporal');
  const { stand, backup } = scene;
  await placedAtLeast(scene, 6);
  await copyTemporal(join(stand.folder, 'temporal'), backup);
  await placedAtLeast(scene, 14);
  await stand.processes.get('worker')?.stop('SIGKILL');
  await stand.processes.get('temporal')?.stop();
  restoreTemporal(backup, join(stand.folder, 'temporal'));
  await stand.start('temporal');
  await comeToRest(scene);
}

let outcomes: Promise<PromiseSettledResult<void>[]>;
// Both at once: most of their time is that of leases and timers.
beforeAll(() => {
  outcomes = Promise.allSettled([restorePostgresAlone(), restoreTemporalAlone()]);
});

async function heldFor(which: number): Promise<void> {
  const outcome = (await outcomes)[which];
  if (outcome?.status !== 'fulfilled') throw outcome?.reason ?? new Error('it was not run');
}

test('Postgres restored alone, with Temporal newer than it, dials nothing again', () => heldFor(0), 300_000);

test('Temporal restored alone, with Postgres newer than it, dials nothing again', () => heldFor(1), 300_000);
