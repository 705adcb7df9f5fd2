import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { withLock } from './state/lock.mjs';
import { ROOT } from './state/state-folder.ts';

/** What the build reads, and how it is made. */
const SOURCES = ['ui/**/*', 'docs/**/*', 'api/openapi.json', 'package-lock.json', 'launcher/web-app.ts'];
const MADE = /^ui\/(dist|api-client|e2e)\//;

/** Shared by every state folder of the checkout. */
const BUILDS = join(ROOT, 'node_modules', '.cache', 'ringfence-web-app');
/** Another start may still serve an older build. */
const KEPT_MS = 3 * 86_400_000;

/** Folder of the built web app of exactly these sources; `isBuilt` tells whether it is there already. */
export function webAppFolder(): { path: string; isBuilt: boolean } {
  const path = join(BUILDS, sourcesHash());
  return { path, isBuilt: existsSync(join(path, 'index.html')) };
}

/** Builds the web app into `path` and removes builds of days ago. @throws with what the build said */
export function buildWebApp(path: string, signal?: AbortSignal): Promise<void> {
  // One at a time: the generated client that a build reads is written anew by the next.
  return withLock(`${BUILDS}.lock`, () => buildUnlessBuilt(path, signal));
}

async function buildUnlessBuilt(path: string, signal: AbortSignal | undefined): Promise<void> {
  if (existsSync(join(path, 'index.html'))) return;
  const making = `${path}.${process.pid}`;
  mkdirSync(BUILDS, { recursive: true });
  await run('openapi-ts', ['-f', 'ui/openapi-ts.config.ts'], {}, signal);
  // Whatever environment a start is in: any other puts React's development build in, a third more to load.
  const env = { RINGFENCE_UI_DIST: making, NODE_ENV: 'production' };
  await run('vite', ['build', '--config', 'ui/vite.config.ts'], env, signal);
  renameSync(making, path);
  for (const name of readdirSync(BUILDS)) {
    const old = join(BUILDS, name);
    if (old !== path && Date.now() - statSync(old).mtimeMs > KEPT_MS) rmSync(old, { recursive: true, force: true });
  }
}

function sourcesHash(): string {
  const hash = createHash('sha256');
  const files = SOURCES.flatMap((pattern) => globSync(pattern, { cwd: ROOT }))
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => !MADE.test(file) && /\.[a-z]+$/.test(file))
    .toSorted();
  for (const file of files)
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(ROOT, file)))
      .update('\0');
  return hash.digest('hex').slice(0, 16);
}

function run(name: string, args: string[], env: NodeJS.ProcessEnv, signal: AbortSignal | undefined): Promise<void> {
  const child = spawn(process.execPath, ['--no-warnings', binary(name), ...args], {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(signal ? { signal } : {}),
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += String(chunk)));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`The web app could not be built:\n${said.slice(-4000).trim()}`)),
    );
  });
}

/** The JavaScript behind a command of a package. */
function binary(name: string): string {
  const folder = name === 'openapi-ts' ? '@hey-api/openapi-ts' : name;
  const { bin } = JSON.parse(readFileSync(join(ROOT, 'node_modules', folder, 'package.json'), 'utf8'));
  return join(ROOT, 'node_modules', folder, typeof bin === 'string' ? bin : bin[name]);
}
