import { chownSync, lstatSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** A user to run a program as. */
export interface UnprivilegedUser {
  readonly uid: number;
  readonly gid: number;
}

/** Postgres refuses to run as root: then it runs as `nobody`. Undefined when we are not root. */
export function unprivilegedUser(): UnprivilegedUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith('nobody:'));
  const [, , uid, gid] = (line ?? '').split(':');
  if (uid === undefined || gid === undefined) {
    throw new Error(
      'Postgres does not run as root, and this machine has no user "nobody" to run it as: run as a user of your own',
    );
  }
  return { uid: Number(uid), gid: Number(gid) };
}

/** Whether any user may pass through every folder down to this one; a checkout in a 0700 home fails. */
export function openToOthers(folder: string): boolean {
  for (let path = resolve(folder); ; path = dirname(path)) {
    const mode = modeOf(path);
    if (mode !== undefined && (mode & 0o001) === 0) return false;
    if (path === dirname(path)) return true;
  }
}

/**
 * Makes a folder (0700) that belongs to the given user, or to us. One that an earlier start as another user made is taken
 * over by root, and refused otherwise.
 */
export function makeOwnFolder(folder: string, user: UnprivilegedUser | undefined): void {
  mkdirSync(dirname(folder), { recursive: true });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const owner = user?.uid ?? process.getuid?.();
  const isOurs = [folder, ...readdirSync(folder).map((name) => join(folder, name))].every(
    (path) => owner === undefined || lstatSync(path).uid === owner,
  );
  if (isOurs) return;
  if (!user)
    throw new Error(`${folder} belongs to another user, who ran this before: sudo chown -R "$USER" "${folder}"`);
  giveFolder(folder, user);
}

/** Makes a folder and everything in it the user's. */
export function giveFolder(folder: string, user: UnprivilegedUser): void {
  chownSync(folder, user.uid, user.gid);
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    chownSync(join(entry.parentPath, entry.name), user.uid, user.gid);
  }
}

function modeOf(path: string): number | undefined {
  try {
    return statSync(path).mode;
  } catch {
    return undefined;
  }
}
