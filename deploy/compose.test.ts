import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { z } from 'zod';
import { readConfig } from '../api/config.ts';
import { readDevCarrierConfig } from '../dev-carrier/config.ts';
import { binaryOnPath } from '../launcher/servers/on-path.ts';
import { readWorkerConfig } from '../temporal/config.ts';
import { readVoiceWorkerConfig } from '../voice-worker/config.ts';

const run = promisify(execFile);
const ROOT = join(import.meta.dirname, '..');
const FILE = join(ROOT, 'docker-compose.yml');
const KEY = Buffer.alloc(32, 7).toString('base64');

const SECRETS: Record<string, string> = {
  DATABASE_OWNER_PASSWORD: 'owner-password-of-the-test-0123456789',
  DATABASE_APP_PASSWORD: 'app-password-of-the-test-0123456789',
  TEMPORAL_DB_PASSWORD: 'temporal-password-of-the-test',
  REDIS_PASSWORD: 'redis-password-of-the-test',
  LIVEKIT_API_KEY: 'livekit-key',
  LIVEKIT_API_SECRET: 'livekit-secret-of-the-test-0123456789',
  JWT_SECRET: 'jwt-secret-of-the-test-0123456789-0123456789',
  WORKER_TOKEN: 'worker-token-of-the-test-0123456789-0123456789',
  RINGFENCE_KEYS: JSON.stringify({ current: 'k1', keys: { k1: KEY } }),
  RINGFENCE_HMAC_KEY: KEY,
};

const Service = z.object({
  image: z.string().optional(),
  environment: z.record(z.string(), z.string().nullable()).default({}),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).default({}),
  healthcheck: z.unknown().optional(),
  command: z.array(z.string()).nullish(),
});
const Project = z.object({ services: z.record(z.string(), Service), volumes: z.record(z.string(), z.unknown()) });
type Project = z.infer<typeof Project>;

// The checker is a small Go program around the library that `docker compose` itself reads files with.
const withGo = binaryOnPath('go') === undefined ? test.skip : test;
let folder: string;
let project: Project;

beforeAll(async () => {
  if (binaryOnPath('go') === undefined) return;
  folder = mkdtempSync(join(tmpdir(), 'compose-'));
  const module = join(ROOT, 'deploy/compose-check');
  await run('go', ['build', '-mod=readonly', '-o', join(folder, 'compose-check'), '.'], { cwd: module });
  project = await read(SECRETS);
}, 300_000);

afterAll(() => {
  if (folder) rmSync(folder, { recursive: true, force: true });
});

async function read(environment: Record<string, string>): Promise<Project> {
  const env = { PATH: process.env['PATH'], COMPOSE_PROFILES: 'demo', ...environment };
  const { stdout } = await run(join(folder, 'compose-check'), [FILE], { env, maxBuffer: 16 * 1024 * 1024 });
  return Project.parse(JSON.parse(stdout));
}

const environmentOf = (name: string): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries(project.services[name]?.environment ?? {}).map(([key, value]) => [key, value ?? '']),
  );

withGo('the file follows the compose specification and holds the whole system', () => {
  expect(Object.keys(project.services).sort()).toEqual(
    [
      ...['api', 'dev-carrier', 'livekit', 'livekit-sip', 'postgres', 'prepare', 'redis', 'temporal'],
      ...['temporal-namespace', 'temporal-schema', 'temporal-ui', 'voice-worker', 'worker'],
    ].sort(),
  );
});

withGo.each(Object.keys(SECRETS))('%s has no default: without it nothing starts', async (name) => {
  const { [name]: _, ...others } = SECRETS;
  await expect(read(others)).rejects.toThrow(`set ${name}`);
});

withGo('each process is given a configuration that it accepts', () => {
  expect(readConfig(environmentOf('api')).temporal.address).toBe('temporal:7233');
  expect(readWorkerConfig(environmentOf('worker'))).toMatchObject({
    WORKER_METRICS_HOST: '0.0.0.0',
    storage: { kind: 'folder', folder: '/var/lib/ringfence/files' },
  });
  expect(readVoiceWorkerConfig(environmentOf('voice-worker')).BACKEND_URL).toBe('http://api:8080');
  expect(readDevCarrierConfig(environmentOf('dev-carrier')).DEV_CARRIER_HOST).toBe('0.0.0.0');
});

withGo('whoever is waited for to be healthy has a health check', () => {
  const waitedFor = Object.values(project.services).flatMap((service) =>
    Object.entries(service.depends_on)
      .filter(([, { condition }]) => condition === 'service_healthy')
      .map(([name]) => name),
  );
  expect([...new Set(waitedFor)].filter((name) => !project.services[name]?.healthcheck)).toEqual([]);
});

withGo('the processes start after the schema, the namespace and LiveKit', () => {
  for (const name of ['api', 'worker', 'voice-worker']) {
    expect(project.services[name]?.depends_on).toMatchObject({
      prepare: { condition: 'service_completed_successfully' },
      'temporal-namespace': { condition: 'service_completed_successfully' },
      livekit: { condition: 'service_healthy' },
    });
  }
});

withGo('every image is of a named version', () => {
  const images = Object.values(project.services).flatMap(({ image }) => image ?? []);
  expect(images.filter((image) => !/:[v\d]|^ringfence:/.test(image))).toEqual([]);
});
