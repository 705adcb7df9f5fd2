import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { Client, Connection } from '@temporalio/client';
import pg from 'pg';
import { connectDatabase } from '../../database/connect.ts';
import { seedDemo } from '../../database/seeds/seed-demo.ts';
import { createKeyring } from '../../keyring/keyring.ts';
import { zoneTable } from '../../numbering/zones.ts';
import { freePort } from '../../testing/free-port.ts';
import { createTestDatabase } from '../../testing/postgres.ts';
import { ensureDatabase, ownerUrl, type PostgresSettings, postgresPlan, prepareCluster } from '../plans/postgres.ts';
import { openSecrets } from '../state/secrets.ts';
import { requirePostgres } from '../servers/postgres-binaries.ts';
import { openStateFolder, type StateFolder } from '../state/state-folder.ts';
import { type Supervised, supervise } from '../processes/supervisor.ts';
import { temporalPlan } from '../plans/temporal.ts';
import { markRestored } from './mark-restored.ts';
import { restoreBackup } from './restore-backup.ts';
import { takeBackup } from './take-backup.ts';

const QUIET = { ended: () => undefined, recovered: () => undefined };
let home: string;
let state: StateFolder;
let settings: PostgresSettings;
const running: Supervised[] = [];

beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'backups-'));
  chmodSync(home, 0o711);
  state = openStateFolder({ RINGFENCE_STATE_DIR: join(home, 'state') });
  settings = {
    binaries: requirePostgres(),
    dataFolder: state.postgres,
    logFile: join(state.logs, 'postgres.log'),
    port: await freePort(),
    ownerPassword: openSecrets(state.home).ownerPassword,
    durable: true,
  };
});

afterEach(async () => {
  for (const server of running.splice(0)) await server.stop();
  rmSync(home, { recursive: true, force: true });
});

async function startPostgres(): Promise<Supervised> {
  await prepareCluster(settings);
  const server = await supervise(postgresPlan(settings), state.processes, QUIET);
  running.push(server);
  return server;
}

async function stop(server: Supervised): Promise<void> {
  running.splice(running.indexOf(server), 1);
  await server.stop();
}

async function query<T extends pg.QueryResultRow>(sql: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: ownerUrl(settings, 'ringfence') });
  await client.connect();
  try {
    return (await client.query<T>(sql)).rows;
  } finally {
    await client.end();
  }
}

const backup = (folder: string, isRunning: boolean) =>
  takeBackup({
    ...{ state, secrets: openSecrets(state.home), target: join(home, folder), running: isRunning },
    ...{ version: '0.1.0', now: new Date() },
  });

test('a backup of a running Postgres that is being written to is consistent', async () => {
  const server = await startPostgres();
  await ensureDatabase(ownerUrl(settings, 'postgres'), 'ringfence');
  await query(
    'create table debit (n int); create table credit (n int); insert into debit values (0); insert into credit values (0)',
  );
  let writes = 0;
  let writing = true;
  const writer = (async () => {
    const client = new pg.Client({ connectionString: ownerUrl(settings, 'ringfence') });
    await client.connect();
    for (; writing; writes += 1)
      await client.query('begin; insert into debit values (1); insert into credit values (1); commit');
    await client.end();
  })();
  const manifest = await backup('running', true);
  const written = writes;
  writing = false;
  await writer;
  expect(manifest).toMatchObject({ postgres: { version: '18', running: true }, temporal: false });
  await query('drop table debit');
  await stop(server);

  const aside = await restoreBackup(state, join(home, 'running'), 'all', new Date());
  expect(readFileSync(join(aside, 'postgres', 'PG_VERSION'), 'utf8').trim()).toBe('18');
  await startPostgres();
  const [count] = await query<{ debit: string; credit: string }>(
    'select (select count(*) from debit) as debit, (select count(*) from credit) as credit',
  );
  expect(count?.debit).toBe(count?.credit);
  expect(written).toBeGreaterThan(0);
  expect(Number(count?.debit)).toBeLessThanOrEqual(written + 2);
});

test('a backup of a stopped installation brings back its rows, files and keys', async () => {
  const server = await startPostgres();
  await ensureDatabase(ownerUrl(settings, 'postgres'), 'ringfence');
  await query('create table kept as select 1 as n');
  await stop(server);
  writeFileSync(join(state.storage, 'leads.csv'), 'phone');
  await backup('stopped', false);
  const secrets = openSecrets(state.home);
  rmSync(state.home, { recursive: true });

  state = openStateFolder({ RINGFENCE_STATE_DIR: join(home, 'state') });
  await restoreBackup(state, join(home, 'stopped'), 'all', new Date());
  expect(openSecrets(state.home)).toEqual(secrets);
  expect(readFileSync(join(state.storage, 'leads.csv'), 'utf8')).toBe('phone');
  await startPostgres();
  expect(await query('select n from kept')).toEqual([{ n: 1 }]);
});

test('a folder that is not a finished backup is refused, and nothing is replaced', async () => {
  mkdirSync(join(home, 'half', 'postgres'), { recursive: true });
  await expect(restoreBackup(state, join(home, 'half'), 'all', new Date())).rejects.toThrow(
    'is not a backup that was finished',
  );
  expect(openSecrets(state.home).ownerPassword).toBe(settings.ownerPassword);
});

test('a folder that holds something is not written over', async () => {
  mkdirSync(join(home, 'full'));
  writeFileSync(join(home, 'full', 'mine'), '');
  mkdirSync(state.postgres);
  writeFileSync(join(state.postgres, 'PG_VERSION'), '18');
  await expect(backup('full', false)).rejects.toThrow('is not empty');
});

const temporal = process.env['RINGFENCE_TEMPORAL_BIN'];

test('Temporal’s database is copied while the server writes to it, and its workflows are there again', async () => {
  if (temporal === undefined) throw new Error('no Temporal server: run the tests by `npm test`, which gets one');
  const port = await freePort();
  const plan = temporalPlan({
    ...{ binary: temporal, folder: state.temporal, logFile: join(state.logs, 'temporal.log'), namespace: 'default' },
    ...{ port, uiPort: await freePort() },
  });
  const start = async () => {
    const server = await supervise(plan, state.processes, QUIET);
    running.push(server);
    return server;
  };
  const withClient = async <T>(work: (client: Client) => Promise<T>): Promise<T> => {
    const connection = await Connection.connect({ address: `127.0.0.1:${port}` });
    try {
      return await work(new Client({ connection }));
    } finally {
      await connection.close();
    }
  };
  const server = await start();
  await withClient((client) => client.workflow.start('waiting', { workflowId: 'before', taskQueue: 'nobody' }));
  await backup('temporal', true);
  await withClient((client) => client.workflow.start('waiting', { workflowId: 'after', taskQueue: 'nobody' }));
  await stop(server);

  await restoreBackup(state, join(home, 'temporal'), 'temporal', new Date());
  await start();
  await withClient(async (client) => {
    expect((await client.workflow.getHandle('before').describe()).status.name).toBe('RUNNING');
    await expect(client.workflow.getHandle('after').describe()).rejects.toThrow('not found');
  });
});

test('a restored database is marked, and the campaigns that ran are paused above any revision seen before', async () => {
  const database = await createTestDatabase();
  const app = await connectDatabase(database.appUrl, { poolSize: 2 });
  const owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  try {
    const { keys, hmacKey } = openSecrets(state.home);
    const hashPassword = async () => 'hash';
    await seedDemo(app, createKeyring(keys, hmacKey), { now: Date.now(), zones: zoneTable(), hashPassword });
    await owner.query(`update campaigns set status = 'running', revision = 7`);
    const at = new Date('2026-11-21T10:00:00Z');
    expect(await markRestored(database.ownerUrl, at)).toBe(1);
    expect(await markRestored(database.ownerUrl, at)).toBe(0);
    const { rows } = await owner.query(`select status, revision > 1000000 as above from campaigns`);
    expect(rows).toEqual([{ status: 'paused', above: true }]);
    const marks = await owner.query(`select value from installation where key = 'restored_at'`);
    expect(marks.rows).toEqual([{ value: at.toISOString() }]);
  } finally {
    await owner.end();
    await app.close();
    await database.drop();
  }
});
