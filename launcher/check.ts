import { execFileSync, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './state/state-folder.ts';
import { createTerminal } from './terminal.ts';

interface Check {
  readonly title: string;
  readonly program: string;
  readonly args: readonly string[];
  /** How to repair what it finds. */
  readonly remedy: string;
}

/** One list of folders: the one that `npm run layers` has. */
const LAYERS: string[] = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
  .scripts.layers.split(' ')
  .slice(1);
const bin = (name: string) => join(ROOT, 'node_modules', '.bin', name);

const CHECKS: readonly Check[] = [
  { title: 'types', program: bin('tsc'), args: ['--noEmit', '-p', 'tsconfig.json'], remedy: 'see the messages' },
  {
    title: 'types of the web app',
    program: bin('tsc'),
    args: ['--noEmit', '-p', 'ui/tsconfig.json'],
    remedy: 'npm run ui:client, then see the messages',
  },
  {
    title: 'types of the browser tests',
    program: bin('tsc'),
    args: ['--noEmit', '-p', 'ui/e2e/tsconfig.json'],
    remedy: 'see the messages',
  },
  { title: 'lint', program: bin('oxlint'), args: ['--type-aware', '--deny-warnings'], remedy: 'see the messages' },
  {
    title: 'layers',
    program: bin('depcruise'),
    args: LAYERS,
    remedy: 'see who may import whom in .dependency-cruiser.mjs',
  },
  { title: 'dead code', program: bin('knip'), args: [], remedy: 'remove it, or name it in knip.json' },
  { title: 'format', program: bin('biome'), args: ['format', '.'], remedy: 'npm run format' },
  {
    title: 'OpenAPI document',
    program: process.execPath,
    args: ['--no-warnings', 'api/contract/write-openapi.ts', '--check'],
    remedy: 'npm run openapi',
  },
];

// npm run check: everything that CI asks before the tests.
const terminal = createTerminal();
// The client of the API is made, never committed: types and dead code ask for it.
execFileSync(bin('openapi-ts'), ['-f', 'ui/openapi-ts.config.ts'], { cwd: ROOT, stdio: 'ignore' });
const failed: Check[] = [];
const waiting = [...CHECKS];
await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, worker));
if (failed.length > 0)
  terminal.say(`\nFailed: ${failed.map(({ title, remedy }) => `${title} (${remedy})`).join(', ')}`);
process.exit(failed.length > 0 ? 1 : 0);

async function worker(): Promise<void> {
  for (let check = waiting.shift(); check; check = waiting.shift()) {
    const started = Date.now();
    const { code, output } = await run(check);
    const seconds = `${((Date.now() - started) / 1000).toFixed(1)} s`;
    terminal.say(`${code === 0 ? 'ok    ' : 'FAILED'} ${check.title} (${seconds})`);
    if (code === 0) continue;
    failed.push(check);
    terminal.say(output.trim());
  }
}

function run({ program, args }: Check): Promise<{ code: number; output: string }> {
  const child = spawn(program, [...args], { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)));
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ code: 1, output: error.message }));
    child.once('close', (code) => resolve({ code: code ?? 1, output }));
  });
}
