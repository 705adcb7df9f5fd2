import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { spawnScript, until } from '../../testing/child-scripts.ts';
import { freePort } from '../../testing/free-port.ts';
import {
  ensureDatabase,
  ownerUrl,
  type PostgresSettings,
  postgresAnswers,
  postgresPlan,
  prepareCluster,
  stopLeftOverPostgres,
} from './postgres.ts';
import { identify } from '../processes/process-identity.mjs';
import { requirePostgres } from '../servers/postgres-binaries.ts';
import { supervise } from '../processes/supervisor.ts';
import { openToOthers, unprivilegedUser } from '../processes/unprivileged.ts';

let home: string;
let settings: PostgresSettings;

beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'postgres-'));
  chmodSync(home, 0o711);
  mkdirSync(join(home, 'processes'));
  settings = {
    binaries: requirePostgres(),
    dataFolder: join(home, 'data'),
    logFile: join(home, 'postgres.log'),
    port: await freePort(),
    ownerPassword: 'a password with / and @',
    durable: false,
  };
});

afterEach(async () => {
  await stopLeftOverPostgres(settings.dataFolder);
  rmSync(home, { recursive: true, force: true });
});

const start = async () => {
  await prepareCluster(settings);
  return supervise(postgresPlan(settings), join(home, 'processes'), {
    ended: () => undefined,
    recovered: () => undefined,
  });
};

test('a cluster keeps its databases over a restart, and lets nobody in without the password', async () => {
  const first = await start();
  await ensureDatabase(ownerUrl(settings, 'postgres'), 'kept');
  await ensureDatabase(ownerUrl(settings, 'postgres'), 'kept');
  await first.stop();
  const second = await start();
  await until(() => postgresAnswers(ownerUrl(settings, 'kept')), 'the database is there again');
  expect(await postgresAnswers(ownerUrl({ ...settings, ownerPassword: 'guess' }, 'kept'))).toBe(false);
  await second.stop();
  expect(await postgresAnswers(ownerUrl(settings, 'kept'))).toBe(false);
});

test('a start stops the server that a killed start left on the same folder, and takes its place', async () => {
  const script = `
    import { postgresPlan, prepareCluster } from '${join(import.meta.dirname, 'postgres.ts')}';
    import { supervise } from '${join(import.meta.dirname, '../processes/supervisor.ts')}';
    const settings = ${JSON.stringify(settings)};
    await prepareCluster(settings);
    await supervise(postgresPlan(settings), '${join(home, 'processes')}', { ended() {}, recovered() {} });
    console.log('started');`;
  const child = spawnScript(home, script);
  await until(() => child.output().includes('started'), 'the child has Postgres running', 60_000);
  child.kill('SIGKILL');
  await child.ended;
  const left = Number.parseInt(readFileSync(join(settings.dataFolder, 'postmaster.pid'), 'utf8'), 10);
  expect(identify(left)).toBeDefined();
  const server = await start();
  expect(identify(left)).toBeUndefined();
  await until(() => postgresAnswers(ownerUrl(settings, 'postgres')), 'it answers');
  await server.stop();
});

test('a stale note that names a stranger’s process leaves the stranger alone', async () => {
  await prepareCluster(settings);
  writeFileSync(join(settings.dataFolder, 'postmaster.pid'), `${process.pid}\n${settings.dataFolder}\n`);
  expect(await stopLeftOverPostgres(settings.dataFolder)).toBeUndefined();
});

test('a folder in which initdb fails says so and is not taken for a cluster afterwards', async () => {
  mkdirSync(settings.dataFolder);
  writeFileSync(join(settings.dataFolder, 'something'), 'that is not a cluster');
  await expect(prepareCluster(settings)).rejects.toThrow(/initdb could not create .*exists but is not empty/s);
  await expect(prepareCluster(settings)).rejects.toThrow('initdb could not create');
});

test('root’s Postgres belongs to a user without rights', async () => {
  const user = unprivilegedUser();
  await prepareCluster(settings);
  expect(statSync(settings.dataFolder).uid).toBe(user?.uid ?? process.getuid?.());
});

test('a folder under a closed one is not open to others', () => {
  const closed = join(home, 'closed');
  mkdirSync(join(closed, 'inside'), { recursive: true });
  expect(openToOthers(join(closed, 'inside'))).toBe(true);
  chmodSync(closed, 0o700);
  expect(openToOthers(join(closed, 'inside'))).toBe(false);
  expect(openToOthers(join(closed, 'not', 'there', 'yet'))).toBe(false);
});
