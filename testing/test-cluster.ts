import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate } from '../database/migrate.ts';
import {
  ensureDatabase,
  ownerUrl,
  postgresPlan,
  prepareCluster,
  stopLeftOverPostgres,
} from '../launcher/plans/postgres.ts';
import { identify, isRunning } from '../launcher/processes/process-identity.mjs';
import { requirePostgres } from '../launcher/servers/postgres-binaries.ts';
import { supervise } from '../launcher/processes/supervisor.ts';
import { openToOthers, unprivilegedUser } from '../launcher/processes/unprivileged.ts';
import { freePort } from './free-port.ts';

export const TEMPLATE_DATABASE = 'ringfence_template';
const NOBODY_LISTENS = { ended: () => undefined, recovered: () => undefined };
const APP_PASSWORD = 'test-application-password';

export interface TestCluster {
  /** What tests need to find the cluster; workers of jest inherit it. */
  readonly environment: { readonly RINGFENCE_TEST_POSTGRES: string; readonly RINGFENCE_TEST_APP_PASSWORD: string };
  stop(): Promise<void>;
}

declare global {
  var ringfenceTestCluster: TestCluster | undefined;
}

/**
 * Starts a throw-away cluster, migrates the template, and clears away what killed runs left. `durable`: as `npm start`
 * runs it; tests do without fsync.
 */
export async function startTestCluster({ durable = false } = {}): Promise<TestCluster> {
  const binaries = requirePostgres();
  const parent = temporaryFolder();
  await removeAbandonedClusters(parent);
  const home = join(parent, `ringfence-test-${process.pid}-${randomBytes(4).toString('hex')}`);
  mkdirSync(home, { mode: 0o711 });
  writeFileSync(join(home, 'owner.json'), JSON.stringify(identify(process.pid)));
  const settings = {
    binaries,
    dataFolder: join(home, 'data'),
    logFile: join(home, 'postgres.log'),
    port: await freePort(),
    ownerPassword: 'test-owner-password',
    durable,
  };
  await prepareCluster(settings);
  const server = await supervise(postgresPlan(settings), home, NOBODY_LISTENS);
  const stop = async () => {
    await server.stop();
    rmSync(home, { recursive: true, force: true });
  };
  try {
    await createTemplate(ownerUrl(settings, 'postgres'), ownerUrl(settings, TEMPLATE_DATABASE));
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    environment: { RINGFENCE_TEST_POSTGRES: ownerUrl(settings, 'postgres'), RINGFENCE_TEST_APP_PASSWORD: APP_PASSWORD },
    stop,
  };
}

async function createTemplate(adminUrl: string, templateUrl: string): Promise<void> {
  await ensureDatabase(adminUrl, TEMPLATE_DATABASE);
  await migrate(templateUrl, { appPassword: APP_PASSWORD });
}

/** A run that was killed could not stop its cluster; the next one does. */
async function removeAbandonedClusters(parent: string): Promise<void> {
  for (const name of readdirSync(parent).filter((entry) => entry.startsWith('ringfence-test-'))) {
    const home = join(parent, name);
    if (ownerIsRunning(home)) continue;
    await stopLeftOverPostgres(join(home, 'data'));
    rmSync(home, { recursive: true, force: true });
  }
}

function ownerIsRunning(home: string): boolean {
  try {
    return isRunning(JSON.parse(readFileSync(join(home, 'owner.json'), 'utf8')));
  } catch {
    // A run that starts at this moment has made its folder and not yet written whose it is.
    return Date.now() - statSync(home).mtimeMs < 60_000;
  }
}

function temporaryFolder(): string {
  return unprivilegedUser() && !openToOthers(tmpdir()) ? '/var/tmp' : tmpdir();
}
