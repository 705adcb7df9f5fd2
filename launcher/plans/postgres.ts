import { execFile } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { messageOf } from '../error-details.ts';
import { identify } from '../processes/process-identity.mjs';
import type { PostgresBinaries } from '../servers/postgres-binaries.ts';
import { type StopSignals, stopProcess } from '../processes/stop-process.ts';
import type { ProcessPlan } from '../processes/supervisor.ts';
import { makeOwnFolder, type UnprivilegedUser, unprivilegedUser } from '../processes/unprivileged.ts';

/** The superuser of an embedded cluster: runs migrations, owns the tables. */
export const OWNER_ROLE = 'ringfence';

export interface PostgresSettings {
  readonly binaries: PostgresBinaries;
  readonly dataFolder: string;
  readonly logFile: string;
  readonly port: number;
  readonly ownerPassword: string;
  /** False gives up safety against power loss for speed: test clusters only. */
  readonly durable: boolean;
}

/** Postgres's own meaning: SIGINT disconnects clients and shuts down cleanly, SIGQUIT leaves recovery to the next start. */
const SHUTDOWN: StopSignals = [
  { signal: 'SIGINT', waitMs: 20_000 },
  { signal: 'SIGQUIT', waitMs: 5_000 },
  { signal: 'SIGKILL', waitMs: 5_000 },
];
const START_TIMEOUT_MS = 60_000;

const run = promisify(execFile);

/** Creates the cluster where there is none, and stops what a killed start left on the same data folder. */
export async function prepareCluster(settings: PostgresSettings): Promise<void> {
  const user = unprivilegedUser();
  makeOwnFolder(settings.dataFolder, user);
  await stopLeftOverPostgres(settings.dataFolder);
  if (!existsSync(join(settings.dataFolder, 'PG_VERSION'))) await createCluster(settings, user);
}

/** The server of a prepared cluster. */
export function postgresPlan(settings: PostgresSettings, env: NodeJS.ProcessEnv = process.env): ProcessPlan {
  const options = {
    port: String(settings.port),
    listen_addresses: '127.0.0.1',
    // A socket path has a length limit that a deep checkout exceeds; loopback TCP with a password serves everyone.
    unix_socket_directories: '',
    max_connections: '200',
    ...(settings.durable
      ? writingSettings(totalmem())
      : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', shared_buffers: '64MB' }),
  };
  return {
    name: 'postgres',
    title: 'Postgres',
    command: join(settings.binaries.folder, 'postgres'),
    args: [
      '-D',
      settings.dataFolder,
      ...Object.entries(options).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ],
    cwd: settings.dataFolder,
    env,
    user: unprivilegedUser(),
    logFile: settings.logFile,
    stopSignals: SHUTDOWN,
    isHealthy: () => postgresAnswers(ownerUrl(settings, 'postgres')),
    startTimeoutMs: START_TIMEOUT_MS,
  };
}

const MB = 2 ** 20;

/**
 * What Postgres ships with suits a machine of twenty years ago. A quarter of the memory (up to 2 GB) holds the pages that
 * numbers are spread over at random, so that an import need not write each of them out and read it again; checkpoints come
 * by time and not after every few chunks, since each makes the log carry whole pages anew.
 */
function writingSettings(memoryBytes: number) {
  return {
    shared_buffers: `${Math.max(128, Math.min(2048, Math.floor(memoryBytes / 4 / MB)))}MB`,
    max_wal_size: '4GB',
    checkpoint_timeout: '15min',
    wal_compression: 'on',
  };
}

/** A URL for the owner, to one database of the cluster. */
export function ownerUrl(settings: Pick<PostgresSettings, 'port' | 'ownerPassword'>, database: string): string {
  return `postgresql://${OWNER_ROLE}:${encodeURIComponent(settings.ownerPassword)}@127.0.0.1:${settings.port}/${database}`;
}

/** Whether a server answers there and accepts the login. */
export async function postgresAnswers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('select 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Creates the database where it is missing. */
export async function ensureDatabase(adminUrl: string, name: string): Promise<void> {
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    const { rowCount } = await admin.query('select from pg_database where datname = $1', [name]);
    if (rowCount === 0) await admin.query(`create database ${admin.escapeIdentifier(name)}`);
  } finally {
    await admin.end();
  }
}

/** Stops the server that holds this data folder, if one does. Resolves with its process id. */
export async function stopLeftOverPostgres(dataFolder: string): Promise<number | undefined> {
  const pid = postmasterOf(dataFolder);
  const server = pid === undefined ? undefined : identify(pid);
  if (!server || !holdsFolder(server.pid, dataFolder)) return undefined;
  await stopProcess(server, SHUTDOWN);
  return server.pid;
}

function postmasterOf(dataFolder: string): number | undefined {
  try {
    const pid = Number.parseInt(readFileSync(join(dataFolder, 'postmaster.pid'), 'utf8'), 10);
    return Number.isInteger(pid) && pid > 1 ? pid : undefined;
  } catch {
    return undefined;
  }
}

/** After a crash the file's number may belong to any other process by now. */
function holdsFolder(pid: number, dataFolder: string): boolean {
  if (process.platform !== 'linux') return true;
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(dataFolder);
  } catch {
    return false;
  }
}

async function createCluster(settings: PostgresSettings, user: UnprivilegedUser | undefined): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'ringfence-initdb-'));
  const passwordFile = join(folder, 'password');
  writeFileSync(passwordFile, settings.ownerPassword, { mode: 0o600 });
  if (user) for (const path of [folder, passwordFile]) chownSync(path, user.uid, user.gid);
  const locale = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C', '--encoding=UTF8'];
  const access = ['--username', OWNER_ROLE, `--pwfile=${passwordFile}`, '--auth=scram-sha-256'];
  const durability = settings.durable ? [] : ['--no-sync'];
  try {
    const initdb = join(settings.binaries.folder, 'initdb');
    await run(initdb, ['-D', settings.dataFolder, ...locale, ...access, ...durability], {
      ...user,
      cwd: settings.dataFolder,
    });
  } catch (error) {
    // initdb empties the folder it failed in; a half-made cluster would look like a real one.
    rmSync(join(settings.dataFolder, 'PG_VERSION'), { force: true });
    throw new Error(`initdb could not create the database folder ${settings.dataFolder}: ${stderrOf(error)}`, {
      cause: error,
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function stderrOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'stderr' in error
    ? String(error.stderr).trim()
    : messageOf(error);
}
