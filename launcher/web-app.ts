import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './state-folder.ts';

/** What the build reads. */
const SOURCES = ['ui/**/*', 'api/openapi.json', 'package-lock.json'];
const MADE = /^ui\/(dist|api-client|e2e)\//;

/** Folder of the built web app of exactly these sources, inside `folder`; `isBuilt` tells whether it is there already. */
export function webAppFolder(folder: string): { path: string; isBuilt: boolean } {
  const path = join(folder, sourcesHash());
  return { path, isBuilt: existsSync(join(path, 'index.html')) };
}

/**
 * Builds the web app into `path` and removes older builds beside it. @throws with what the build said
 */
export async function buildWebApp(folder: string, path: string, signal?: AbortSignal): Promise<void> {
  const making = `${path}.making`;
  rmSync(making, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  await run('openapi-ts', ['-f', 'ui/openapi-ts.config.ts'], {}, signal);
  await run('vite', ['build', '--config', 'ui/vite.config.ts'], { RINGFENCE_UI_DIST: making }, signal);
  rmSync(path, { recursive: true, force: true });
  renameSync(making, path);
  for (const old of readdirSync(folder)) {
    if (join(folder, old) !== path) rmSync(join(folder, old), { recursive: true, force: true });
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
