import { copyFileSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { backup, DatabaseSync } from 'node:sqlite';
import { TEMPORAL_DATABASE } from '../plans/temporal.ts';

/** Copies the development server's database by SQLite's own online backup: right whether the server runs or not. */
export async function copyTemporal(folder: string, target: string): Promise<boolean> {
  const file = join(folder, TEMPORAL_DATABASE);
  if (!existsSync(file)) return false;
  mkdirSync(target, { recursive: true, mode: 0o700 });
  const source = new DatabaseSync(file, { readOnly: true });
  try {
    await backup(source, join(target, TEMPORAL_DATABASE));
  } finally {
    source.close();
  }
  return true;
}

/** Puts a copy in the place of the database. The server must be stopped. */
export function restoreTemporal(copy: string, folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  // The log of the database that is replaced would be replayed into the copy.
  for (const suffix of ['', '-wal', '-shm']) rmSync(join(folder, `${TEMPORAL_DATABASE}${suffix}`), { force: true });
  copyFileSync(join(copy, TEMPORAL_DATABASE), join(folder, TEMPORAL_DATABASE));
}
