import { createHash } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { newApiKey } from '../../api/auth/api-keys.ts';
import { hashPassword } from '../../api/auth/passwords.ts';
import { localProfileFile, readProfile, writeProfile } from '../../cli/profile.ts';
import type { Database } from '../../database/connect.ts';
import { isGoodKey, issueCommandLineKey } from '../../database/seeds/command-line-key.ts';
import { type Demo, seedDemo } from '../../database/seeds/seed-demo.ts';
import type { ZoneTable } from '../../domain/time.ts';
import type { Keyring } from '../../keyring/keyring.ts';

export interface DemoSetup {
  readonly database: Database;
  readonly keyring: Keyring;
  readonly zones: ZoneTable;
  readonly stateHome: string;
  /** Where the API will listen, for the command line: `http://127.0.0.1:8100`. */
  readonly apiUrl: string;
  readonly environment: NodeJS.ProcessEnv;
}

/** A demonstration call with its callee takes about a third of a core: six on two cores, as measured. */
const CALLS_A_CORE = 3;
const MOST_CALLS = 12;

/**
 * Seeds the demonstration and gives the command line of this checkout its key, before anything is started. Repeating
 * it keeps both.
 */
export async function prepareDemo(setup: DemoSetup): Promise<Demo> {
  const demo = await seedDemo(setup.database, setup.keyring, {
    now: Date.now(),
    zones: setup.zones,
    hashPassword,
    maxConcurrentCalls: Math.min(MOST_CALLS, CALLS_A_CORE * availableParallelism()),
    renewOwnerPassword: setup.environment['RINGFENCE_RENEW_OWNER_PASSWORD'] === '1',
  });
  await provideProfile(setup, demo);
  return demo;
}

async function provideProfile({ database, stateHome, apiUrl }: DemoSetup, demo: Demo): Promise<void> {
  const file = localProfileFile(stateHome);
  const known = readProfile(file);
  if (known && (await isGoodKey(database, demo.tenantId, hashOf(known.apiKey)))) {
    if (known.url !== apiUrl) writeProfile(file, { ...known, url: apiUrl });
    return;
  }
  const made = newApiKey(demo.tenantId);
  await issueCommandLineKey(database, demo.tenantId, made);
  writeProfile(file, { url: apiUrl, apiKey: made.key });
}

function hashOf(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}
