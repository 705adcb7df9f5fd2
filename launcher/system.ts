import { join } from 'node:path';
import type { Demo } from '../database/seeds/seed-demo.ts';
import { messageOf } from './error-details.ts';
import {
  describeInstallation,
  DATABASE,
  type Elsewhere,
  type Installation,
  readElsewhere,
  WEBHOOKS,
} from './installation.ts';
import { stopLeftOvers } from './processes/left-overs.ts';
import { livekitPlan } from './plans/livekit.ts';
import { ownProcesses } from './processes/own-processes.ts';
import { choosePorts, type PortName } from './ports/ports.ts';
import { ensureDatabase, ownerUrl, postgresPlan, prepareCluster } from './plans/postgres.ts';
import { migrateDatabase, seedDatabase } from './prepare-database.ts';
import { rotateLog } from './processes/rotate-log.ts';
import { openSecrets } from './state/secrets.ts';
import { locateServer } from './servers/locate.ts';
import { requirePostgres } from './servers/postgres-binaries.ts';
import { LIVEKIT, TEMPORAL } from './servers/release.ts';
import type { StateFolder } from './state/state-folder.ts';
import { type ProcessPlan, supervise, type Supervised, type SupervisorEvents } from './processes/supervisor.ts';
import { temporalAccess } from '../temporal/client-access.ts';
import { temporalAnswers, temporalPlan } from './plans/temporal.ts';
import type { Terminal } from './terminal.ts';
import { buildWebApp, webAppFolder } from './web-app.ts';

export interface System {
  readonly installation: Installation;
  readonly demo: Demo;
}

/** Media ports of one checkout; the next block has the next range. */
const UDP_FIRST = 50_000;
const UDP_PER_BLOCK = 200;

/**
 * Brings the whole system up, step by step. What was started is pushed onto `running` as it starts, so that a start that
 * fails or is stopped half-way can be taken back.
 */
export async function bringUp(
  state: StateFolder,
  terminal: Terminal,
  running: Supervised[],
  signal: AbortSignal,
  wishes: { newPassword?: boolean } = {},
): Promise<System> {
  const elsewhere = readElsewhere(process.env);
  await takeOver(state, terminal);
  const binaries = {
    postgres: elsewhere.postgres ? undefined : requirePostgres(),
    temporal: elsewhere.temporal ? undefined : await locateServer(TEMPORAL, terminal, { signal }),
    livekit: elsewhere.livekit ? undefined : await locateServer(LIVEKIT, terminal, { signal }),
  };
  const ports = await choosePorts(state.home, { unused: unusedPorts(elsewhere) });
  if (ports.notice) terminal.say(ports.notice);
  const secrets = openSecrets(state.home);
  const installation = describeInstallation(state, ports, secrets, process.env);
  const { environment } = installation;
  const log = (name: string) => join(state.logs, `${name}.log`);

  const start = async (title: string, plan: ProcessPlan) => {
    signal.throwIfAborted();
    rotateLog(plan.logFile);
    await terminal.step(title, async () => {
      running.push(await supervise(plan, state.processes, sayWhatEnds(terminal, signal)));
    });
  };

  if (binaries.postgres) {
    const settings = {
      binaries: binaries.postgres,
      dataFolder: state.postgres,
      logFile: log('postgres'),
      port: ports.port.postgres,
      ownerPassword: secrets.ownerPassword,
      durable: true,
    };
    await prepareCluster(settings);
    await start(`Postgres ${binaries.postgres.version} on port ${settings.port}`, postgresPlan(settings, environment));
    await ensureDatabase(ownerUrl(settings, 'postgres'), DATABASE);
  }
  signal.throwIfAborted();
  await terminal.step('Database schema', () => migrateDatabase(installation));
  const demo = await terminal.step('Demo tenant', () => seedDatabase(installation, wishes));
  if (binaries.temporal) {
    const plan = temporalPlan({
      binary: binaries.temporal.binary,
      folder: state.temporal,
      logFile: log('temporal'),
      port: ports.port.temporal,
      uiPort: ports.port.temporalUi,
      namespace: installation.temporalNamespace,
      codecEndpoint: `${installation.apiUrl}${WEBHOOKS.codec}`,
      env: environment,
    });
    await start(`Temporal on port ${ports.port.temporal}, UI on ${ports.port.temporalUi}`, plan);
  } else {
    await mustAnswer('Temporal', installation.temporalAddress, () =>
      temporalAnswers(
        installation.temporalAddress,
        installation.temporalNamespace,
        temporalAccess(installation.environment),
      ),
    );
  }
  if (binaries.livekit) {
    const first = UDP_FIRST + ports.block * UDP_PER_BLOCK;
    const plan = livekitPlan({
      binary: binaries.livekit.binary,
      folder: state.home,
      configurationFile: join(state.home, 'livekit.yaml'),
      logFile: log('livekit'),
      port: ports.port.livekit,
      udpPorts: { first, last: first + UDP_PER_BLOCK - 1 },
      key: installation.livekitKey,
      secret: installation.livekitSecret,
      webhookUrl: `${installation.apiUrl}${WEBHOOKS.livekit}`,
      env: environment,
    });
    await start(`LiveKit on port ${ports.port.livekit}`, plan);
  }
  await makeWebApp(installation, terminal, signal);
  for (const plan of ownProcesses(installation)) await start(capitalised(plan.title), plan);
  return { installation, demo };
}

/** Stops everything in the reverse order of its start. Goes on when one does not stop, and throws at the end. */
export async function takeDown(running: Supervised[]): Promise<void> {
  const failures: string[] = [];
  for (let last = running.pop(); last; last = running.pop()) {
    await last.stop().catch((error: unknown) => failures.push(messageOf(error)));
  }
  if (failures.length > 0) throw new Error(failures.join('\n'));
}

/** Builds the web app when its sources changed; the API serves it. Its own build, when one is named, stays untouched. */
async function makeWebApp({ environment }: Installation, terminal: Terminal, signal: AbortSignal) {
  if (environment['UI_DIST']) return;
  const { path, isBuilt } = webAppFolder();
  environment['UI_DIST'] = path;
  if (!isBuilt) await terminal.step('Web app', () => buildWebApp(path, signal), 'built once for these sources');
}

async function takeOver(state: StateFolder, terminal: Terminal): Promise<void> {
  const stopped = await stopLeftOvers(state);
  if (stopped.length > 0) terminal.say(`Stopped what an earlier start left running: ${stopped.join(', ')}`);
}

async function mustAnswer(title: string, address: string, ask: () => Promise<boolean>): Promise<void> {
  if (!(await ask())) throw new Error(`${title} does not answer at ${address}, where the configuration says it is`);
}

function unusedPorts(elsewhere: Elsewhere): PortName[] {
  return [
    ...(elsewhere.postgres ? (['postgres'] as const) : []),
    ...(elsewhere.temporal ? (['temporal', 'temporalUi'] as const) : []),
    ...(elsewhere.livekit ? (['livekit'] as const) : []),
  ];
}

function sayWhatEnds(terminal: Terminal, signal: AbortSignal): SupervisorEvents {
  return {
    ended: (plan, how, restartInMs) => {
      if (signal.aborted) return;
      terminal.say(
        `${capitalised(plan.title)} ended (${how}); starting it again in ${restartInMs / 1000} s. Log: ${plan.logFile}`,
      );
    },
    recovered: (plan) => terminal.say(`${capitalised(plan.title)} is back`),
  };
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
