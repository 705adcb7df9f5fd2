import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type ChildScript, watch } from '../testing/child-scripts.ts';
import { eventually } from '../testing/eventually.ts';
import { createTestDatabase, type TestDatabase } from '../testing/postgres.ts';
import { freePort } from '../testing/free-port.ts';
import { startTestTemporal, type TestTemporal } from '../testing/temporal.ts';
import { QUEUES } from '../workflows/contract.ts';

let temporal: TestTemporal;
let database: TestDatabase;
let folder: string;
let worker: ChildScript;
let url: string;

beforeAll(async () => {
  temporal = await startTestTemporal();
  database = await createTestDatabase();
  folder = mkdtempSync(join(tmpdir(), 'worker-'));
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  const key = () => randomBytes(32).toString('base64');
  const env = {
    ...process.env,
    NODE_OPTIONS: '',
    DATABASE_URL: database.appUrl,
    TEMPORAL_ADDRESS: temporal.address,
    RINGFENCE_KEYS: JSON.stringify({ current: 'k1', keys: { k1: key() } }),
    RINGFENCE_HMAC_KEY: key(),
    STORAGE_DIR: join(folder, 'files'),
    WORKER_METRICS_PORT: String(port),
    WORKER_GRACE_MS: '500',
    LOG_FORMAT: 'text',
  };
  const main = new URL('./worker.ts', import.meta.url).pathname;
  worker = watch(spawn(process.execPath, ['--no-warnings', main], { env, stdio: ['ignore', 'pipe', 'pipe'] }));
  await eventually(async () => expect((await fetch(`${url}/health`)).status).toBe(200), 90_000);
});
afterAll(async () => {
  worker?.kill('SIGKILL');
  await worker?.ended;
  await temporal?.stop();
  await database?.drop();
  rmSync(folder, { recursive: true, force: true });
});

test('its health names each queue that it polls', async () => {
  const health: unknown = await (await fetch(`${url}/health`)).json();
  expect(health).toMatchObject({
    status: 'healthy',
    buildId: expect.stringMatching(/^\w+$/),
    queues: Object.fromEntries(Object.values(QUEUES).map((queue) => [queue, 'running'])),
  });
});

test('its metrics are the process’s, the queues’ and the SDK’s in one page', async () => {
  const text = await (await fetch(`${url}/metrics`)).text();
  expect(text).toContain('process_cpu_user_seconds_total');
  expect(text).toContain(`ringfence_worker_slots_used{queue="${QUEUES.dial}",kind="activity"} 0`);
  expect(text).toContain('temporal_num_pollers');
});

test('it writes lines for people where LOG_FORMAT asks for them', () => {
  expect(worker.output()).toMatch(/INFO.*worker ready/);
});

test('SIGTERM ends it cleanly', async () => {
  worker.kill('SIGTERM');
  expect(await worker.ended).toEqual({ code: 0, signal: null });
  await expect(fetch(`${url}/health`)).rejects.toThrow();
});
