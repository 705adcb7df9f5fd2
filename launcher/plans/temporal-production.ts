import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Client, Connection } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';
import { messageOf } from '../error-details.ts';
import type { ProductionTemporal } from '../servers/temporal-production.ts';
import type { ProcessPlan } from '../processes/supervisor.ts';

export interface ProductionTemporalSettings {
  readonly binaries: ProductionTemporal;
  /** Holds its configuration. */
  readonly folder: string;
  readonly logFile: string;
  /** The first of eight ports: gRPC and membership of frontend, history, matching and worker. */
  readonly firstPort: number;
  readonly postgres: { readonly port: number; readonly user: string; readonly password: string };
}

const run = promisify(execFile);
const STORES = [
  { database: 'temporal', schema: 'postgresql/v12/temporal' },
  { database: 'temporal_visibility', schema: 'postgresql/v12/visibility' },
] as const;
const NAMESPACE_WAIT_MS = 60_000;
const SERVICES = ['frontend', 'history', 'matching', 'worker'] as const;
/** Far above what one machine does, so that a benchmark measures the server and not its limits. */
const NO_LIMIT = 1_000_000;

/** Creates the schema and the configuration, and describes the server to run. */
export async function productionTemporalPlan(settings: ProductionTemporalSettings): Promise<ProcessPlan> {
  await createSchema(settings);
  writeConfiguration(settings);
  const address = `127.0.0.1:${settings.firstPort}`;
  return {
    name: 'temporal-server',
    title: 'Temporal (production server)',
    command: settings.binaries.server,
    args: ['--root', settings.folder, '--env', 'development', 'start'],
    cwd: settings.folder,
    env: process.env,
    logFile: settings.logFile,
    isHealthy: () => frontendAnswers(address),
    startTimeoutMs: 60_000,
  };
}

/** Registers the namespace and waits until every service knows it, about ten seconds. */
export async function createNamespace(address: string, namespace: string): Promise<void> {
  const connection = await Connection.connect({ address });
  try {
    await connection.workflowService
      .registerNamespace({ namespace, workflowExecutionRetentionPeriod: msToTs('1 day') })
      .catch(unlessItExists);
    const deadline = Date.now() + NAMESPACE_WAIT_MS;
    for (;;) {
      try {
        // Nobody takes it up: that it can be started is what tells that the services know the namespace.
        const options = { taskQueue: 'ready', workflowId: 'ready', workflowExecutionTimeout: '1 second' } as const;
        await new Client({ connection, namespace }).workflow.start('ready', options);
        return;
      } catch (error) {
        if (Date.now() > deadline) throw new Error(`the namespace is not ready: ${messageOf(error)}`, { cause: error });
        await pause(500);
      }
    }
  } finally {
    await connection.close();
  }
}

async function createSchema({ binaries, postgres }: ProductionTemporalSettings): Promise<void> {
  const login = ['--plugin', 'postgres12', '--ep', '127.0.0.1', '-p', String(postgres.port), '-u', postgres.user];
  const env = { ...process.env, SQL_PASSWORD: postgres.password };
  for (const { database, schema } of STORES) {
    const tool = (...args: string[]) => run(binaries.sqlTool, [...login, '--db', database, ...args], { env });
    await tool('create').catch((error: unknown) => {
      if (!messageOf(error).includes('already exists')) throw error;
    });
    await tool('setup-schema', '-v', '0.0');
    await tool('update-schema', '--schema-name', schema);
  }
}

function writeConfiguration({ folder, firstPort, postgres }: ProductionTemporalSettings): void {
  mkdirSync(join(folder, 'config'), { recursive: true });
  const store = (databaseName: string) => ({
    sql: {
      ...{ pluginName: 'postgres12', databaseName, connectAddr: `127.0.0.1:${postgres.port}`, connectProtocol: 'tcp' },
      ...{ user: postgres.user, password: postgres.password, maxConns: 20, maxIdleConns: 20, maxConnLifetime: '1h' },
    },
  });
  const service = (index: number) => ({
    rpc: { grpcPort: firstPort + 2 * index, membershipPort: firstPort + 2 * index + 1, bindOnIP: '127.0.0.1' },
  });
  const dynamicConfiguration = join(folder, 'config', 'dynamic.yaml');
  const frontend = `127.0.0.1:${firstPort}`;
  // JSON is YAML.
  write(join(folder, 'config', 'development.yaml'), {
    log: { stdout: true, level: 'warn' },
    persistence: {
      ...{ defaultStore: 'default', visibilityStore: 'visibility', numHistoryShards: 4 },
      datastores: { default: store('temporal'), visibility: store('temporal_visibility') },
    },
    global: { membership: { maxJoinDuration: '30s', broadcastAddress: '127.0.0.1' } },
    services: Object.fromEntries(SERVICES.map((name, index) => [name, service(index)])),
    clusterMetadata: {
      ...{ enableGlobalNamespace: false, failoverVersionIncrement: 10, masterClusterName: 'active' },
      currentClusterName: 'active',
      clusterInformation: {
        active: { enabled: true, initialFailoverVersion: 1, rpcName: 'frontend', rpcAddress: frontend },
      },
    },
    dcRedirectionPolicy: { policy: 'noop' },
    publicClient: { hostPort: frontend },
    dynamicConfigClient: { filepath: dynamicConfiguration, pollInterval: '60s' },
  });
  const limits = ['frontend.namespaceRPS', 'frontend.rps', 'history.rps', 'matching.rps'];
  write(dynamicConfiguration, Object.fromEntries(limits.map((name) => [name, [{ value: NO_LIMIT }]])));
}

function write(file: string, content: object): void {
  writeFileSync(file, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
}

async function frontendAnswers(address: string): Promise<boolean> {
  const connection = Connection.lazy({ address, connectTimeout: 2_000 });
  try {
    await connection.withDeadline(Date.now() + 2_000, () => connection.workflowService.getSystemInfo({}));
    return true;
  } catch {
    return false;
  } finally {
    await connection.close();
  }
}

function unlessItExists(error: unknown): void {
  if (!messageOf(error).includes('already')) throw error;
}
