import { type ChildProcess, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { PATIENCE_MS } from './eventually.ts';

export interface ChildScript {
  readonly pid: number;
  /** Everything it wrote so far. */
  output(): string;
  kill(signal: NodeJS.Signals): void;
  readonly ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
}

/** Runs TypeScript text as a process of its own. */
export function spawnScript(folder: string, script: string, env: NodeJS.ProcessEnv = process.env): ChildScript {
  const file = join(folder, `script-${Math.random().toString(36).slice(2)}.mts`);
  writeFileSync(file, script);
  return watch(spawn(process.execPath, ['--no-warnings', file], { env, stdio: ['ignore', 'pipe', 'pipe'] }));
}

export function watch(child: ChildProcess): ChildScript {
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += String(chunk)));
  return {
    pid: child.pid ?? -1,
    output: () => output,
    kill: (signal) => void child.kill(signal),
    ended: new Promise((resolve) => child.once('close', (code, signal) => resolve({ code, signal }))),
  };
}

/** Polls until the condition holds; throws with its name when it does not within the time. */
export async function until(
  condition: () => boolean | Promise<boolean>,
  what: string,
  withinMs = PATIENCE_MS,
): Promise<void> {
  const deadline = Date.now() + withinMs;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`did not happen within ${withinMs / 1000} s: ${what}`);
    await pause(20);
  }
}
