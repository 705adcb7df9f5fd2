import { execFile } from 'node:child_process';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { messageOf } from '../error-details.ts';
import type { Progress, Terminal } from '../terminal.ts';
import { cachedFolder, cacheHome, fillOnce } from './cache.ts';
import { downloadRelease } from './download.ts';
import { executableName } from './executable.ts';
import { PATIENCE, type Patience } from './fetch-file.ts';
import { buildWithGo } from './go-build.ts';
import { binaryOnPath } from './on-path.ts';
import type { ServerRelease } from './release.ts';

export type ServerSource = 'path' | 'cache' | 'download' | 'go';

export interface LocatedServer {
  readonly binary: string;
  readonly source: ServerSource;
}

export interface LocateOptions {
  readonly cache?: string;
  readonly patience?: Patience;
  readonly path?: string | undefined;
  /** Ends a build that is under way. */
  readonly signal?: AbortSignal;
}

const run = promisify(execFile);

/** A suitable binary that is here already: on PATH, or in the cache. Nothing is fetched or built. */
export async function findServer(
  release: ServerRelease,
  options: LocateOptions = {},
): Promise<LocatedServer | undefined> {
  const onPath = binaryOnPath(release.binary, options.path);
  if (onPath !== undefined && (await isSuitable(release, onPath))) return { binary: onPath, source: 'path' };
  const cached = join(folderOf(release, options), executableName(release.binary));
  return existsSync(cached) ? { binary: cached, source: 'cache' } : undefined;
}

/**
 * Finds the server or gets it: PATH, cache, the official release, a build with Go. Throws one message that names every
 * way that failed and every way out.
 */
export async function locateServer(
  release: ServerRelease,
  terminal: Terminal,
  options: LocateOptions = {},
): Promise<LocatedServer> {
  const found = await findServer(release, options);
  if (found) return found;
  let source: ServerSource = 'cache';
  const folder = folderOf(release, options);
  const title = `Get the ${release.title} ${release.version}`;
  await terminal.step(
    title,
    (progress) =>
      fillOnce(
        folder,
        async (draft) => {
          source = await fill(release, draft, progress, terminal, options);
        },
        (pid) => terminal.say(`Waiting for process ${pid}, which is getting the same server …`),
      ),
    'a download, or a build with Go',
  );
  return { binary: join(folder, executableName(release.binary)), source };
}

async function fill(
  release: ServerRelease,
  draft: string,
  progress: Progress,
  terminal: Terminal,
  options: LocateOptions,
): Promise<ServerSource> {
  const failures: string[] = [];
  try {
    progress('download');
    await downloadRelease(release, draft, progress, options.patience ?? PATIENCE);
    await mustRun(release, join(draft, executableName(release.binary)));
    return 'download';
  } catch (error) {
    failures.push(`download: ${messageOf(error)}`);
    for (const left of readdirSync(draft)) rmSync(join(draft, left), { recursive: true });
    terminal.say(
      `No download of the ${release.title}: ${messageOf(error)}. Building it with Go instead, ${release.buildHint}.`,
    );
  }
  options.signal?.throwIfAborted();
  try {
    await buildWithGo({ ...release.module, binary: release.binary }, draft, progress, options.signal);
    await mustRun(release, join(draft, executableName(release.binary)));
    return 'go';
  } catch (error) {
    failures.push(`build with Go: ${messageOf(error)}`);
  }
  throw new Error(howToGet(release, failures));
}

/** A file that does not run (another processor, a cut-off copy) must not get into the cache. */
async function mustRun(release: ServerRelease, binary: string): Promise<void> {
  if (!(await isSuitable(release, binary)))
    throw new Error(`${release.binary} does not run here or is of another version`);
}

async function isSuitable(release: ServerRelease, binary: string): Promise<boolean> {
  try {
    const { stdout, stderr } = await run(binary, [...release.versionArguments], { timeout: 20_000 });
    return release.isSuitable(`${stdout}${stderr}`);
  } catch {
    return false;
  }
}

function howToGet(release: ServerRelease, failures: readonly string[]): string {
  return [
    `The ${release.title} is missing, and it could not be had:`,
    ...failures.map((failure) => `  - ${failure}`),
    'Any one of these helps:',
    `  - set ${release.addressVariable} to one that is running`,
    `  - put ${release.binary} ${release.version} on PATH`,
    `  - set ${release.mirrorVariable} to a mirror of ${release.releasesUrl}`,
    `  - install Go 1.26 or later (https://go.dev/dl) and let it reach its module proxy (GOPROXY)`,
  ].join('\n');
}

function folderOf(release: ServerRelease, options: LocateOptions): string {
  return cachedFolder(release.name, release.version, options.cache ?? cacheHome());
}
