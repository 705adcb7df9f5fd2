import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Command } from 'commander';
import { answers } from '../../launcher/processes/http-health.ts';
import { holderOf } from '../../launcher/state/lock.mjs';
import type { Context } from '../context.ts';
import { CommandFailure, EXIT } from '../failure.ts';
import { addLeaf, type JsonOption } from '../leaf.ts';
import { localProfileFile, readProfile, stateHomeOf } from '../profile.ts';
import { printJson, printLines } from '../printing.ts';

const STOP_TIMEOUT_MS = 60_000;
const POLL_MS = 250;

export function addDevCommands(program: Command, context: Context): void {
  const dev = program.command('dev').description('the whole system in this checkout, in the background');
  addLeaf(dev, 'up', 'start it as `npm start` does, and wait until it answers', ['dev up', 'dev up --json']).action(
    async (options: JsonOption) => {
      const places = placesOf(context);
      const wasUp = holderOf(places.lock) !== undefined;
      if (!wasUp) await start(context, places);
      const url = await waitUntilUp(context, places);
      if (options.json) return printJson(context.stdout, { running: true, started: !wasUp, url, log: places.log });
      printLines(context.stdout, [
        wasUp ? `It is running already: ${url}` : `Running: ${url}`,
        `Documentation ${url}/docs, log ${places.log}; stop it with: ringfence dev down`,
      ]);
    },
  );
  addLeaf(dev, 'down', 'stop it and leave no process', ['dev down']).action(async (options: JsonOption) => {
    const { lock } = placesOf(context);
    const holder = holderOf(lock);
    if (holder) {
      process.kill(holder.pid, 'SIGINT');
      await until(context, STOP_TIMEOUT_MS, () => holderOf(lock) === undefined);
      if (holderOf(lock)) {
        throw new CommandFailure(EXIT.failure, `Process ${holder.pid} is still stopping after a minute.`, [
          `Its log says why; \`kill -9 ${holder.pid}\` ends it, and the next start clears up.`,
        ]);
      }
    }
    if (options.json) return printJson(context.stdout, { running: false, stopped: holder !== undefined });
    printLines(context.stdout, [holder ? 'Stopped.' : 'It was not running.']);
  });
}

interface Places {
  readonly state: string;
  readonly lock: string;
  readonly log: string;
}

function placesOf({ env, root }: Context): Places {
  const state = stateHomeOf(root, env);
  return { state, lock: join(state, 'launcher.lock'), log: join(state, 'logs', 'start.log') };
}

async function start(context: Context, { log, lock }: Places): Promise<void> {
  mkdirSync(join(log, '..'), { recursive: true, mode: 0o700 });
  const output = openSync(log, 'w', 0o600);
  // Under `npm run` the bootstrap ends with npm; here it is to outlive the command that started it.
  const { npm_lifecycle_event: _, ...env } = context.env;
  const child = spawn(process.execPath, [join(context.root, 'launcher', 'bootstrap.mjs'), 'start'], {
    env,
    cwd: context.root,
    detached: true,
    stdio: ['ignore', output, output],
  });
  closeSync(output);
  let ended = false;
  child.on('exit', () => {
    ended = true;
  });
  child.unref();
  // Servers that have to be built take minutes; what counts is that the start is alive.
  await until(context, Number.POSITIVE_INFINITY, () => ended || holderOf(lock) !== undefined);
  if (ended) throw failedStart(log);
}

async function waitUntilUp(context: Context, { state, lock, log }: Places): Promise<string> {
  let url: string | undefined;
  await until(context, Number.POSITIVE_INFINITY, async () => {
    if (holderOf(lock) === undefined) throw failedStart(log);
    url = readProfile(localProfileFile(state))?.url;
    return url !== undefined && (await answers(`${url}/health`));
  });
  return url ?? '';
}

function failedStart(log: string): CommandFailure {
  const lines = readFileSync(log, 'utf8').trimEnd().split('\n').slice(-8);
  return new CommandFailure(EXIT.failure, 'It did not start.', [...lines, `All of it: ${log}`]);
}

async function until(
  { signal }: Context,
  timeoutMs: number,
  condition: () => boolean | Promise<boolean>,
): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (!(await condition()) && Date.now() < deadline) await pause(POLL_MS, undefined, { signal });
}
