import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { withLock } from '../state/lock.mjs';

/** Half-made folders of ended runs older than this are cleared away. */
const ABANDONED_AFTER_MS = 24 * 60 * 60 * 1000;

/** XDG_CACHE_HOME/ringfence, or the platform's usual place. */
export function cacheHome(environment: NodeJS.ProcessEnv = process.env): string {
  const configured = environment['XDG_CACHE_HOME'];
  if (configured !== undefined && configured !== '') return join(configured, 'ringfence');
  const local = environment['LOCALAPPDATA'];
  if (process.platform === 'win32' && local !== undefined) return join(local, 'ringfence', 'cache');
  return join(homedir(), '.cache', 'ringfence');
}

/** The folder of one version of one thing. It exists only when it is complete. */
export function cachedFolder(name: string, version: string, home = cacheHome()): string {
  return join(home, name, version);
}

/**
 * Returns the folder, filling it first when it is not there. `fill` gets an empty folder that takes its place by one
 * rename, so a failed or killed fill leaves nothing that looks complete; two at once fill once.
 */
export async function fillOnce(
  folder: string,
  fill: (draft: string) => Promise<void>,
  onWait?: (pid: number) => void,
): Promise<string> {
  if (existsSync(folder)) return folder;
  await withLock(
    `${folder}.lock`,
    async () => {
      if (existsSync(folder)) return;
      removeAbandonedDrafts(folder);
      const draft = mkdtempSync(`${folder}.draft-`);
      try {
        await fill(draft);
        renameSync(draft, folder);
      } finally {
        rmSync(draft, { recursive: true, force: true });
      }
    },
    onWait,
  );
  return folder;
}

function removeAbandonedDrafts(folder: string): void {
  const parent = join(folder, '..');
  mkdirSync(parent, { recursive: true });
  for (const name of readdirSync(parent).filter((entry) => entry.includes('.draft-'))) {
    const draft = join(parent, name);
    const isOfThisVersion = draft.startsWith(`${folder}.draft-`);
    if (isOfThisVersion || Date.now() - statSync(draft).mtimeMs > ABANDONED_AFTER_MS) {
      rmSync(draft, { recursive: true, force: true });
    }
  }
}
