import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, openSync, closeSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { messageOf } from './error-details.ts';
import { identify } from './process-identity.mjs';
import type { PostgresBinaries } from './servers/postgres-binaries.ts';
import { type StopSignals, stopProcess } from './stop-process.ts';
import { makeOwnFolder, type UnprivilegedUser, unprivilegedUser } from './unprivileged.ts';

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

export interface RunningPostgres {
  readonly port: number;
  readonly pid: number;
  /** A URL for the owner, to one database of the cluster. */
  ownerUrl(database: string): string;
  stop(): Promise<void>;
}

/** Postgres's own meaning: SIGINT disconnects clients and shuts down cleanly, SIGQUIT leaves recovery to the next start. */
const SHUTDOWN: StopSignals = [
  { signal: 'SIGINT', waitMs: 20_000 },
  { signal: 'SIGQUIT', waitMs: 5_000 },
  { signal: 'SIGKILL', waitMs: 5_000 },
];
const START_TIMEOUT_MS = 60_000;

const run = promisify(execFile);

/** Creates the cluster where there is none, stops what a killed start left on the same data folder, and starts. */
export async function startPostgres(settings: PostgresSettings): Promise<RunningPostgres> {
  const user = unprivilegedUser();
  makeOwnFolder(settings.dataFolder, user);
  await stopLeftOverPostgres(settings.dataFolder);
  if (!existsSync(join(settings.dataFolder, 'PG_VERSION'))) await createCluster(settings, user);
  const child = spawnServer(settings, user);
  const ownerUrl = (database: string) =>
    `postgresql://${OWNER_ROLE}:${encodeURIComponent(settings.ownerPassword)}@127.0.0.1:${settings.port}/${database}`;
  await waitUntilReady(child, ownerUrl('postgres'), settings.logFile);
  const server = identify(child.pid ?? -1);
  if (!server) throw new Error(`Postgres ended right after its start; see ${settings.logFile}`);
  return {
    port: settings.port,
    pid: server.pid,
    ownerUrl,
    stop: async () => {
      await stopProcess(server, SHUTDOWN);
    },
  };
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

function spawnServer(settings: PostgresSettings, user: UnprivilegedUser | undefined): ChildProcess {
  const options = {
    port: String(settings.port),
    listen_addresses: '127.0.0.1',
    // A socket path has a length limit that a deep checkout exceeds; loopback TCP with a password serves everyone.
    unix_socket_directories: '',
    max_connections: '200',
    ...(settings.durable
      ? {}
      : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', shared_buffers: '64MB' }),
  };
  const log = openSync(settings.logFile, 'a', 0o600);
  const child = spawn(
    join(settings.binaries.folder, 'postgres'),
    ['-D', settings.dataFolder, ...Object.entries(options).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    // Its own process group: Ctrl-C goes to the launcher, which stops what uses the database first.
    { ...user, cwd: settings.dataFolder, stdio: ['ignore', log, log], detached: settings.durable },
  );
  child.on('error', () => undefined);
  closeSync(log);
  return child;
}

async function waitUntilReady(child: ChildProcess, url: string, logFile: string): Promise<void> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  for (;;) {
    const failure = await tryToConnect(url);
    if (failure === undefined) return;
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) {
      throw new Error(`Postgres ended during its start: ${lastLine(logFile)} (all of it in ${logFile})`);
    }
    if (Date.now() > deadline) {
      child.kill('SIGQUIT');
      throw new Error(`Postgres was not ready after ${START_TIMEOUT_MS / 1000} s: ${failure} (see ${logFile})`);
    }
    await pause(50);
  }
}

async function tryToConnect(url: string): Promise<string | undefined> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  try {
    await client.connect();
    await client.query('select 1');
    return undefined;
  } catch (error) {
    return messageOf(error);
  } finally {
    await client.end().catch(() => undefined);
  }
}

function lastLine(logFile: string): string {
  return readFileSync(logFile, 'utf8').trim().split('\n').at(-1) ?? 'it wrote no log';
}

function stderrOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'stderr' in error
    ? String(error.stderr).trim()
    : messageOf(error);
}
