import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { copyFile, mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { codeOf } from '../error-details.ts';
import { OWNER_ROLE } from '../plans/postgres.ts';

/** What a base backup leaves out: it belongs to the running server, or is made anew by the one that starts on the copy. */
const LEFT_OUT_FILES = ['postmaster.pid', 'postmaster.opts', 'backup_label', 'tablespace_map'];
const LEFT_OUT_CONTENTS = [
  'pg_dynshmem',
  'pg_notify',
  'pg_replslot',
  'pg_serial',
  'pg_snapshots',
  'pg_stat_tmp',
  'pg_subtrans',
];
const SLOT = 'ringfence_backup';

/** Copies the folder of a server that is stopped. */
export async function copyStoppedCluster(dataFolder: string, target: string): Promise<void> {
  await copyTree(dataFolder, target, (path) => LEFT_OUT_FILES.includes(path) || path.includes('pgsql_tmp'));
}

/**
 * Copies the folder of a running server, consistent as of its end, by Postgres's own protocol for base backups: files may
 * change under the copy, and the write-ahead log of the meantime repairs them when a server starts on it.
 */
export async function copyRunningCluster(dataFolder: string, target: string, ownerPassword: string): Promise<void> {
  const client = new pg.Client({
    ...{ host: '127.0.0.1', port: portOf(dataFolder), database: 'postgres' },
    ...{ user: OWNER_ROLE, password: ownerPassword },
  });
  await client.connect();
  try {
    // The slot lives as long as this connection and keeps the server from recycling log that the copy needs.
    await client.query('select pg_create_physical_replication_slot($1, true, true)', [SLOT]);
    await client.query(`select pg_backup_start('ringfence', fast => true)`);
    await copyTree(dataFolder, target, isLeftOutWhileRunning);
    const { rows } = await client.query<{ labelfile: string; spcmapfile: string }>(
      'select labelfile, spcmapfile from pg_backup_stop(wait_for_archive => false)',
    );
    writeFileSync(join(target, 'backup_label'), rows[0]?.labelfile ?? '', { mode: 0o600 });
    await copyTree(join(dataFolder, 'pg_wal'), join(target, 'pg_wal'), () => false);
  } finally {
    await client.end();
  }
}

function isLeftOutWhileRunning(path: string): boolean {
  const [top = ''] = path.split('/');
  const inside = path !== top;
  if (LEFT_OUT_FILES.includes(path) || path.includes('pgsql_tmp')) return true;
  return inside && (top === 'pg_wal' || LEFT_OUT_CONTENTS.includes(top));
}

async function copyTree(source: string, target: string, leftOut: (path: string) => boolean, path = ''): Promise<void> {
  await mkdir(join(target, path), { recursive: true, mode: 0o700 });
  for (const entry of await readdir(join(source, path), { withFileTypes: true })) {
    const inside = path === '' ? entry.name : `${path}/${entry.name}`;
    if (leftOut(inside)) continue;
    if (entry.isDirectory()) await copyTree(source, target, leftOut, inside);
    else await copyUnlessGone(join(source, inside), join(target, inside));
  }
}

/** A running server removes files of dropped tables and old log meanwhile. */
async function copyUnlessGone(source: string, target: string): Promise<void> {
  try {
    await copyFile(source, target);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT' || existsSync(source)) throw error;
  }
}

function portOf(dataFolder: string): number {
  const [, , , port] = readFileSync(join(dataFolder, 'postmaster.pid'), 'utf8').split('\n');
  return Number(port);
}

/** Bytes under a folder. */
export function sizeOf(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
}
