import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeInstallation } from '../../launcher/installation.ts';
import { stopLeftOvers } from '../../launcher/processes/left-overs.ts';
import { claimedPorts } from '../../launcher/ports/ports.ts';
import { recordedProcesses } from '../../launcher/processes/process-records.ts';
import { openSecrets } from '../../launcher/state/secrets.ts';
import { openStateFolder, ROOT } from '../../launcher/state/state-folder.ts';
import { until, watch } from '../../testing/child-scripts.ts';

/** Away from the ports of people and of other tests. */
const BASE = 21_800;
const READY_MS = 350_000;

export interface RunningSystem {
  url: string;
  email: string;
  password: string;
  /** What its processes are given: addresses and keys. */
  environment: NodeJS.ProcessEnv;
  /** Ends the API as a crash would; the launcher starts it again. */
  killApi(): Promise<void>;
  stop(): Promise<void>;
}

/** The whole system as `npm start` brings it up: real servers, real worker, demo carrier, the demo tenant. */
export async function startSystem({
  portBase = BASE,
  environment = {},
}: {
  portBase?: number;
  environment?: NodeJS.ProcessEnv;
} = {}): Promise<RunningSystem> {
  const given = process.env['RINGFENCE_E2E_SYSTEM'];
  if (given !== undefined) return alreadyRunning(given);
  const home = mkdtempSync(join(tmpdir(), 'browser-'));
  chmodSync(home, 0o711);
  const child: ChildProcess = spawn(process.execPath, ['launcher/bootstrap.mjs', 'start', '--no-demo'], {
    cwd: ROOT,
    env: {
      ...process.env,
      RINGFENCE_STATE_DIR: home,
      RINGFENCE_PORT_BASE: String(portBase),
      SIGN_IN_LIMIT_PER_MINUTE: '1000',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const launcher = watch(child);
  const stop = async () => {
    child.kill('SIGINT');
    await Promise.race([launcher.ended, new Promise((resolve) => setTimeout(resolve, 30_000).unref())]);
    child.kill('SIGKILL');
    await stopLeftOvers(openStateFolder({ RINGFENCE_STATE_DIR: home }));
    rmSync(home, { recursive: true, force: true });
  };
  try {
    const ready = until(() => launcher.output().includes('nobody’s phone rings'), 'the system is ready', READY_MS);
    const ended = launcher.ended.then(() => Promise.reject(new Error('the start ended by itself')));
    await Promise.race([ready, ended]);
  } catch (error) {
    await stop();
    throw new Error(`${String(error)}; it said: ${launcher.output()}`, { cause: error });
  }
  const url = /Web app +(http:\S+)/.exec(launcher.output())?.[1] ?? '';
  const [, email = '', password = ''] = /Sign in +(\S+) with the password (\S+)/.exec(launcher.output()) ?? [];
  return {
    ...{ url, email, password, stop },
    environment: environmentOf(home),
    killApi: () => crashApi(url, openStateFolder({ RINGFENCE_STATE_DIR: home }).processes),
  };
}

/** `<address> <e-mail> <password>` of a system that runs already, for whoever writes these tests. It is left as it is. */
function alreadyRunning(given: string): RunningSystem {
  const [url = '', email = '', ...words] = given.split(' ');
  const refuse = () => Promise.reject(new Error('a system that was here before is not killed'));
  const home = process.env['RINGFENCE_STATE_DIR'];
  const environment = home === undefined ? {} : environmentOf(home);
  return { url, email, password: words.join(' '), environment, killApi: refuse, stop: () => Promise.resolve() };
}

function environmentOf(home: string): NodeJS.ProcessEnv {
  const state = openStateFolder({ RINGFENCE_STATE_DIR: home });
  const ports = claimedPorts(home);
  if (!ports) throw new Error('no ports are claimed by that state folder');
  return describeInstallation(state, ports, openSecrets(home), {}).environment;
}

async function crashApi(url: string, processes: string): Promise<void> {
  const api = recordedProcesses(processes).find(({ name }) => name === 'api');
  if (!api) throw new Error('no API is recorded as running');
  process.kill(api.identity.pid, 'SIGKILL');
  await until(
    () => recordedProcesses(processes).every(({ identity }) => identity.pid !== api.identity.pid),
    'it is gone',
  );
  await until(async () => (await fetch(`${url}/health`).catch(() => null))?.ok ?? false, 'the API is back', 60_000);
}
