import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { newApiKey } from '../../api/auth/api-keys.ts';
import { hashPassword } from '../../api/auth/passwords.ts';
import { startTestApi, type TestApi } from '../../api/testing/test-api.ts';
import { issueCommandLineKey } from '../../database/seeds/command-line-key.ts';
import { type Demo, seedDemo } from '../../database/seeds/seed-demo.ts';
import { run } from '../run.ts';

const ROOT = resolve(import.meta.dirname, '../..');

export interface Ran {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  readonly ended: Promise<Ran>;
  /** What it has printed so far. */
  stdout(): string;
  interrupt(): void;
}

/** The real command line, as a process of its own, against the real API over a real database with the demonstration. */
export interface CommandLine {
  readonly api: TestApi;
  readonly demo: Demo;
  readonly apiKey: string;
  /** A folder of this test's own. */
  readonly folder: string;
  run(args: readonly string[], env?: NodeJS.ProcessEnv, stdin?: string): Promise<Ran>;
  /** The same code inside the test's process: a tenth of the time, for what does not depend on being a process. */
  runHere(args: readonly string[], env?: NodeJS.ProcessEnv): Promise<Ran>;
  start(args: readonly string[], env?: NodeJS.ProcessEnv, stdin?: string): Running;
  close(): Promise<void>;
}

export async function openCommandLine(): Promise<CommandLine> {
  const api = await startTestApi();
  const { database, keyring, zones } = api.deps;
  const demo = await seedDemo(database, keyring, { now: Date.now(), zones, hashPassword });
  const made = newApiKey(demo.tenantId);
  await issueCommandLineKey(database, demo.tenantId, made);
  const folder = mkdtempSync(join(tmpdir(), 'ringfence-cli-'));
  const own = { RINGFENCE_URL: api.url, RINGFENCE_API_KEY: made.key, ...isolated(folder) };
  const started: Running[] = [];
  const start: CommandLine['start'] = (args, env = {}, stdin) => {
    const running = startProcess(args, { ...own, ...env }, stdin);
    started.push(running);
    return running;
  };
  return {
    api,
    demo,
    apiKey: made.key,
    folder,
    start,
    run: (args, env, stdin) => start(args, env, stdin).ended,
    runHere: (args, env = {}) => runHere(args, { ...own, ...env }),
    async close() {
      // A command that a failed test left waiting would keep the test run open.
      for (const running of started) running.interrupt();
      rmSync(folder, { recursive: true, force: true });
      await api.close();
    },
  };
}

async function runHere(args: readonly string[], env: NodeJS.ProcessEnv): Promise<Ran> {
  let [stdout, stderr] = ['', ''];
  const exitCode = await run(args, {
    version: '0.0.0-test',
    env,
    root: ROOT,
    stdout: { write: (text) => (stdout += text) },
    stderr: { write: (text) => (stderr += text) },
    signal: new AbortController().signal,
  });
  return { exitCode, stdout, stderr };
}

/** Nobody's own profile and nobody's running system may take part. */
export function isolated(folder: string): NodeJS.ProcessEnv {
  return { XDG_CONFIG_HOME: folder, RINGFENCE_STATE_DIR: join(folder, 'state') };
}

export function startProcess(args: readonly string[], env: NodeJS.ProcessEnv, stdin?: string): Running {
  const { RINGFENCE_URL: _url, RINGFENCE_API_KEY: _key, NODE_OPTIONS: _options, ...inherited } = process.env;
  const child = spawn(process.execPath, [join(ROOT, 'cli', 'ringfence.mjs'), ...args], {
    env: { ...inherited, ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  child.stdin.end(stdin);
  const ended = new Promise<Ran>((done, failed) => {
    child.on('error', failed);
    child.on('close', (exitCode) => done({ exitCode, stdout, stderr }));
  });
  return { ended, stdout: () => stdout, interrupt: () => child.kill('SIGINT') };
}
