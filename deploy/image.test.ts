import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, matchesGlob, relative, resolve } from 'node:path';
import { expect, test } from '@jest/globals';

const ROOT = join(import.meta.dirname, '..');
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const DOCKERFILE = read('deploy/docker/ringfence.Dockerfile');

/** What the image is asked to run. */
const ENTRIES = [
  ...['api/main.ts', 'temporal/worker.ts', 'voice-worker/main.ts', 'dev-carrier/main.ts', 'deploy/docker/prepare.ts'],
  // Read by path: the agent's process, the workflows' bundle, the command line.
  ...['voice-worker/agent.ts', 'workflows/index.ts', 'cli/ringfence.mjs', 'cli/main.ts', 'deploy/docker/healthy.mjs'],
  ...globSync('database/migrations/*.{ts,sql}', { cwd: ROOT }),
];
/** `import … from './x'`, `import('./x')` and files named by their place, such as threads; types are gone at run time. */
const REFERENCE = /(?:^(?:import|export)(?! type)[^;']*?|\bimport\(\s*|\bnew URL\(\s*)'(\.{1,2}\/[^'*]+)'/gm;

/** Every file of the checkout that these files bring with them. */
function broughtBy(entries: readonly string[]): string[] {
  const found = new Set(entries);
  for (const path of found) {
    if (!/\.(m?ts|tsx|mjs)$/.test(path)) continue;
    for (const [, reference = ''] of read(path).matchAll(REFERENCE)) {
      const target = relative(ROOT, resolve(ROOT, dirname(path), reference));
      if (existsSync(join(ROOT, target)) && statSync(join(ROOT, target)).isFile()) found.add(target);
    }
  }
  return [...found].filter((path) => !path.startsWith('node_modules/'));
}

/** As the builder reads .dockerignore: the last pattern that fits decides. */
const IGNORE = read('.dockerignore')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'));
function isSent(path: string): boolean {
  const fits = (pattern: string) => matchesGlob(path, pattern) || matchesGlob(path, `${pattern}/**`);
  const last = IGNORE.findLast((line) => line === '*' || fits(line.replace(/^!/, '')));
  return last?.startsWith('!') ?? true;
}

const missing = (entries: readonly string[], isThere: (path: string) => boolean) =>
  broughtBy(entries).filter((path) => !isThere(path));

test('the image holds every file that its processes and its command line bring with them', () => {
  expect(broughtBy(ENTRIES).length).toBeGreaterThan(400);
  expect(missing(ENTRIES, isSent)).toEqual([]);
});

test('the stage that builds the web app is given every file that the web app is made of', () => {
  const stage = /AS web-app\n([^]*?)\nFROM/.exec(DOCKERFILE)?.[1] ?? '';
  const copied = [...stage.matchAll(/^COPY (.+) \S+$/gm)].flatMap(([, sources = '']) => sources.split(' '));
  const isCopied = (path: string) => copied.some((source) => path === source || path.startsWith(`${source}/`));
  const made = (path: string) => path.startsWith('ui/api-client/');
  expect(
    missing(
      ['ui/main.tsx', 'ui/vite.config.ts', 'ui/openapi-ts.config.ts'],
      (path) => made(path) || (isCopied(path) && isSent(path)),
    ),
  ).toEqual([]);
});

test('secrets, state and uploads of a checkout never reach the builder', () => {
  const kept = ['.env', '.ringfence/secrets.json', '.git/config', 'node_modules/pg/package.json', 'leads.csv'];
  expect(kept.filter(isSent)).toEqual([]);
});
