import { join } from 'node:path';
import { answers } from './http-health.ts';
import type { Installation } from '../installation.ts';
import { ROOT } from '../state/state-folder.ts';
import type { StopSignals } from './stop-process.ts';
import type { ProcessPlan } from './supervisor.ts';

/**
 * Longer than the seconds in which voice worker and worker let calls end, and what they need then to close the others and
 * to report. A call that goes on is cut, and its attempt is fenced at the next start.
 */
const FINISH_CALLS: StopSignals = [
  { signal: 'SIGTERM', waitMs: 20_000 },
  { signal: 'SIGKILL', waitMs: 5_000 },
];

/**
 * The processes of Ringfence itself, in the order in which they are started. They are stopped the other way round, so that
 * nothing places a call that nobody carries.
 */
export function ownProcesses(installation: Installation): ProcessPlan[] {
  const { port } = installation.ports;
  const plan = (
    name: string,
    title: string,
    file: string,
    healthPort: number,
    env: NodeJS.ProcessEnv = {},
  ): ProcessPlan => ({
    name,
    title,
    command: process.execPath,
    args: ['--no-warnings', file],
    cwd: ROOT,
    env: { ...installation.environment, ...env },
    logFile: join(installation.state.logs, `${name}.log`),
    stopSignals: FINISH_CALLS,
    isHealthy: () => answers(`http://127.0.0.1:${healthPort}/health`),
    startTimeoutMs: 90_000,
  });
  return [
    plan('api', 'API', 'api/main.ts', port.api),
    plan('dev-carrier', 'development carrier', 'dev-carrier/main.ts', port.devCarrier),
    // In development the media library writes a line for every packet of interest.
    plan('voice-worker', 'voice worker', 'voice-worker/main.ts', port.voiceHealth, {
      NODE_ENV: 'production',
      DRAIN_TIMEOUT_MS: '7000',
    }),
    plan('worker', 'worker', 'temporal/worker.ts', port.workerMetrics),
  ];
}
