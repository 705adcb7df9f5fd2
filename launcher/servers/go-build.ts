import { execFile, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Progress } from '../terminal.ts';
import { executableName } from './executable.ts';
import { binaryOnPath } from './on-path.ts';

const MODULES = join(import.meta.dirname, '../../deploy/servers');
const run = promisify(execFile);

export interface GoProgram {
  /** The folder of the pinned module under deploy/servers. */
  readonly folder: string;
  readonly package: string;
  readonly linkerFlags: string;
  readonly binary: string;
}

/**
 * Builds the program from its pinned module (go.sum holds the checksums) into the folder. Throws with a plain reason
 * when Go is missing or too old, or the build fails.
 */
export async function buildWithGo(
  program: GoProgram,
  folder: string,
  progress: Progress,
  signal?: AbortSignal,
): Promise<void> {
  const go = binaryOnPath('go');
  if (go === undefined) throw new Error('Go is not on PATH');
  const home = join(MODULES, program.folder);
  await checkVersion(go, home);
  const logFile = `${folder}.log`;
  const log = openSync(logFile, 'w');
  const output = join(folder, executableName(program.binary));
  // -mod=readonly: what the checksums do not name is not built. No cgo: the result runs where it is copied.
  const argv = [
    'build',
    '-mod=readonly',
    '-trimpath',
    '-ldflags',
    program.linkerFlags,
    '-v',
    '-o',
    output,
    program.package,
  ];
  progress('build with Go: fetching modules');
  const child = spawn(go, argv, {
    cwd: home,
    env: { ...process.env, CGO_ENABLED: '0', GOWORK: 'off' },
    stdio: ['ignore', log, log],
    ...(signal && { signal, killSignal: 'SIGINT' as const }),
  });
  closeSync(log);
  const timer = setInterval(() => progress(`build with Go: ${compiled(logFile)} packages compiled`), 1_000);
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', resolve);
    });
    if (code !== 0) throw new Error(`go build failed: ${lastLine(logFile)} (all of it in ${logFile})`);
    rmSync(logFile);
  } finally {
    clearInterval(timer);
  }
}

async function checkVersion(go: string, home: string): Promise<void> {
  const needed = /^go (\d+\.\d+)/m.exec(readFileSync(join(home, 'go.mod'), 'utf8'))?.[1];
  const { stdout } = await run(go, ['env', 'GOVERSION', 'GOTOOLCHAIN'], { cwd: '/' });
  const [version = '', toolchain = ''] = stdout.trim().split('\n');
  const found = /(\d+\.\d+)/.exec(version)?.[1];
  if (needed === undefined || found === undefined || toolchain !== 'local') return;
  const order = (text: string) => text.split('.').reduce((sum, part) => sum * 1000 + Number(part), 0);
  if (order(found) < order(needed)) throw new Error(`Go ${found} is too old: the build needs ${needed}`);
}

function compiled(logFile: string): number {
  return readFileSync(logFile, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('go: ')).length;
}

function lastLine(logFile: string): string {
  return readFileSync(logFile, 'utf8').trim().split('\n').at(-1) ?? 'it said nothing';
}
