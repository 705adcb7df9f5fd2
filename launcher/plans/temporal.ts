import { Connection } from '@temporalio/client';
import { join } from 'node:path';
import type { TemporalAccess } from '../../temporal/client-access.ts';
import type { ProcessPlan } from '../processes/supervisor.ts';

export interface TemporalSettings {
  readonly binary: string;
  /** Holds the database file: what runs survives a restart. */
  readonly folder: string;
  readonly logFile: string;
  readonly port: number;
  readonly uiPort: number;
  readonly namespace: string;
  /** Where the UI has payloads decoded. */
  readonly codecEndpoint?: string;
  readonly env?: NodeJS.ProcessEnv;
}

export const TEMPORAL_DATABASE = 'temporal.db';
const ASK_TIMEOUT_MS = 2_000;

/** The development server on one file. With SQLite's own settings it does half the workflows a second. */
export function temporalPlan(settings: TemporalSettings): ProcessPlan {
  const args = [
    ...['server', 'start-dev', '--ip', '127.0.0.1', '--port', String(settings.port)],
    ...['--ui-port', String(settings.uiPort), '--ui-disable-news-fetch', '--namespace', settings.namespace],
    ...['--db-filename', join(settings.folder, TEMPORAL_DATABASE), '--log-level', 'error'],
    ...['--sqlite-pragma', 'journal_mode=wal', '--sqlite-pragma', 'synchronous=normal'],
    ...(settings.codecEndpoint === undefined ? [] : ['--ui-codec-endpoint', settings.codecEndpoint]),
  ];
  const address = `127.0.0.1:${settings.port}`;
  return {
    name: 'temporal',
    title: 'Temporal',
    command: settings.binary,
    args,
    cwd: settings.folder,
    env: settings.env ?? process.env,
    logFile: settings.logFile,
    isHealthy: () => temporalAnswers(address, settings.namespace),
    startTimeoutMs: 60_000,
  };
}

/** Whether a Temporal server answers there and knows the namespace. */
export async function temporalAnswers(
  address: string,
  namespace: string,
  access: TemporalAccess = {},
): Promise<boolean> {
  const connection = Connection.lazy({ address, ...access, connectTimeout: ASK_TIMEOUT_MS });
  try {
    await connection.withDeadline(Date.now() + ASK_TIMEOUT_MS, () =>
      connection.workflowService.describeNamespace({ namespace }),
    );
    return true;
  } catch {
    return false;
  } finally {
    await connection.close();
  }
}
