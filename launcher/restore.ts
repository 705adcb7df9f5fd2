import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { markRestored } from './backups/mark-restored.ts';
import { type RestorePart, restoreBackup } from './backups/restore-backup.ts';
import { messageOf } from './error-details.ts';
import { DATABASE, describeInstallation } from './installation.ts';
import { stopLeftOvers } from './processes/left-overs.ts';
import { holderOf, withLock } from './state/lock.mjs';
import { choosePorts } from './ports/ports.ts';
import { ownerUrl, postgresPlan, prepareCluster } from './plans/postgres.ts';
import { migrateDatabase } from './prepare-database.ts';
import { openSecrets } from './state/secrets.ts';
import { requirePostgres } from './servers/postgres-binaries.ts';
import { openStateFolder } from './state/state-folder.ts';
import { supervise } from './processes/supervisor.ts';
import { createTerminal } from './terminal.ts';

const USAGE = 'npm run restore -- FOLDER [--only postgres|temporal]';

// npm run restore: puts a backup in the place of this checkout's installation, which must be stopped.
const terminal = createTerminal();
try {
  const { folder, part } = readArguments();
  await restore(folder, part);
} catch (error) {
  terminal.say(messageOf(error));
  process.exitCode = 1;
}

function readArguments(): { folder: string; part: RestorePart } {
  const { positionals, values } = parseArgs({ allowPositionals: true, options: { only: { type: 'string' } } });
  const [folder] = positionals;
  const { only = 'all' } = values;
  if (folder === undefined || (only !== 'all' && only !== 'postgres' && only !== 'temporal'))
    throw new Error(`usage: ${USAGE}`);
  return { folder: resolve(folder), part: only };
}

async function restore(folder: string, part: RestorePart): Promise<void> {
  const state = openStateFolder();
  const lock = join(state.home, 'launcher.lock');
  const holder = holderOf(lock);
  if (holder)
    throw new Error(`This checkout is running (process ${holder.pid}). Stop it first: Ctrl-C, or kill ${holder.pid}`);
  await withLock(lock, async () => {
    await stopLeftOvers(state);
    const now = new Date();
    const aside = await terminal.step('Restore', () => restoreBackup(state, folder, part, now));
    terminal.say(`What was there is kept in ${aside}`);
    if (!existsSync(join(state.postgres, 'PG_VERSION'))) {
      terminal.say(
        'Postgres runs elsewhere. Mark it as restored yourself before anything starts (docs/configuration.md, Backups).',
      );
      return;
    }
    const paused = await terminal.step('Mark as restored', () => mark(now));
    terminal.say('Attempts from before the restore are fenced, not continued, at the next start.');
    if (paused > 0) terminal.say(`${paused} running campaign(s) are paused: look at them, then resume them.`);
  });
}

/** Starts Postgres alone, which also replays the log of a backup that was taken under a running server. */
async function mark(now: Date): Promise<number> {
  const state = openStateFolder();
  const secrets = openSecrets(state.home);
  const ports = await choosePorts(state.home);
  const settings = {
    binaries: requirePostgres(),
    dataFolder: state.postgres,
    logFile: join(state.logs, 'postgres.log'),
    port: ports.port.postgres,
    ownerPassword: secrets.ownerPassword,
    durable: true,
  };
  await prepareCluster(settings);
  const server = await supervise(postgresPlan(settings), state.processes, {
    ended: () => undefined,
    recovered: () => undefined,
  });
  try {
    await migrateDatabase(describeInstallation(state, ports, secrets, {}));
    return await markRestored(ownerUrl(settings, DATABASE), now);
  } finally {
    await server.stop();
  }
}
