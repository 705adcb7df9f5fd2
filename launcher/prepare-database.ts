import { localProfileFile, readProfile, writeProfile } from '../cli/profile.ts';
import { hashOf, newApiKey } from '../api/auth/api-keys.ts';
import { hashPassword } from '../api/auth/passwords.ts';
import { connectDatabase, type Database } from '../database/connect.ts';
import { migrate } from '../database/migrate.ts';
import { isGoodKey, issueCommandLineKey } from '../database/seeds/command-line-key.ts';
import { type Demo, seedDemo } from '../database/seeds/seed-demo.ts';
import { createKeyring } from '../keyring/keyring.ts';
import { zoneTable } from '../numbering/zones.ts';
import { availableParallelism } from 'node:os';
import type { Installation } from './installation.ts';
import { wasPasswordShown } from './state/shown-password.ts';

/** Demo calls a core carries when the callees speak on the same machine. */
const DEMO_CALLS_PER_CORE = 3;

/** Brings the schema up to date. Resolves with the names of the migrations that were applied. */
export function migrateDatabase({ databaseOwnerUrl, databaseUrl }: Installation): Promise<string[]> {
  const appPassword = decodeURIComponent(new URL(databaseUrl).password);
  return migrate(databaseOwnerUrl, { appPassword });
}

/**
 * Makes the demo tenant where it is missing, and gives the command line of this checkout a key. A start that failed
 * before it could show the owner's password leaves that to the next one; `newPassword` asks for another one.
 */
export async function seedDatabase(
  installation: Installation,
  { newPassword = false }: { newPassword?: boolean } = {},
): Promise<Demo> {
  const { RINGFENCE_KEYS = '', RINGFENCE_HMAC_KEY = '' } = installation.environment;
  const database = await connectDatabase(installation.databaseUrl, { poolSize: 2 });
  try {
    const demo = await seedDemo(database, createKeyring(RINGFENCE_KEYS, RINGFENCE_HMAC_KEY), {
      now: Date.now(),
      zones: zoneTable(),
      hashPassword,
      maxConcurrentCalls: availableParallelism() * DEMO_CALLS_PER_CORE,
      renewPassword: newPassword ? 'now' : wasPasswordShown(installation.state) ? 'never' : 'unless-used',
    });
    await giveCommandLineAKey(installation, database, demo);
    return demo;
  } finally {
    await database.close();
  }
}

async function giveCommandLineAKey(
  { state, apiUrl }: Installation,
  database: Database,
  { tenantId }: Demo,
): Promise<void> {
  const file = localProfileFile(state.home);
  const profile = readProfile(file);
  if (profile && (await isGoodKey(database, tenantId, hashOf(profile.apiKey)))) {
    if (profile.url !== apiUrl) writeProfile(file, { ...profile, url: apiUrl });
    return;
  }
  const made = newApiKey(tenantId);
  await issueCommandLineKey(database, tenantId, made);
  writeProfile(file, { url: apiUrl, apiKey: made.key });
}
