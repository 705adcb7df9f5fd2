import { join, relative, resolve } from 'node:path';
import packageJson from '../package.json' with { type: 'json' };
import { sizeOf } from './backups/copy-postgres.ts';
import { stampOf } from './backups/restore-backup.ts';
import { takeBackup } from './backups/take-backup.ts';
import { messageOf } from './error-details.ts';
import { holderOf, withLock } from './state/lock.mjs';
import { openSecrets } from './state/secrets.ts';
import { openStateFolder } from './state/state-folder.ts';
import { createTerminal } from './terminal.ts';

// npm run backup [-- FOLDER]: copies the installation of this checkout, running or not.
const terminal = createTerminal();
const state = openStateFolder();
const now = new Date();
const [folder = join(state.backups, stampOf(now))] = process.argv.slice(2);
const target = resolve(folder);
const lock = join(state.home, 'launcher.lock');
const running = holderOf(lock) !== undefined;
try {
  const settings = { state, secrets: openSecrets(state.home), target, running, version: packageJson.version, now };
  const work = () => terminal.step('Backup', () => takeBackup(settings));
  const manifest = running ? await work() : await withLock(lock, work);
  terminal.say(`${relative(process.cwd(), target) || target} (${(sizeOf(target) / 1e6).toFixed(0)} MB) holds:`);
  terminal.say(
    manifest.postgres
      ? `  Postgres ${manifest.postgres.version}: every tenant, lead, attempt, transcript${running ? ', as of the end of the copy' : ''}`
      : '  no Postgres: it runs elsewhere (DATABASE_URL); back it up with its own tools',
  );
  terminal.say(
    manifest.temporal
      ? '  Temporal: running campaigns and calls'
      : '  no Temporal: it runs elsewhere (TEMPORAL_ADDRESS)',
  );
  if (manifest.files) terminal.say('  imported files');
  terminal.say('  secrets.json: the keys that open the numbers. Keep the folder as you keep the keys.');
  terminal.say(`Restore: npm run restore -- ${relative(process.cwd(), target) || target}`);
} catch (error) {
  terminal.say(messageOf(error));
  process.exitCode = 1;
}
