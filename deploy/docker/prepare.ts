import { hashPassword } from '../../api/auth/passwords.ts';
import { connectDatabase } from '../../database/connect.ts';
import { migrate } from '../../database/migrate.ts';
import { seedDemo } from '../../database/seeds/seed-demo.ts';
import { createKeyring } from '../../keyring/keyring.ts';
import { zoneTable } from '../../numbering/zones.ts';

// The job that runs before the processes: brings the schema up to date and, with SEED_DEMO=true, makes the demo tenant.
const missing = ['DATABASE_OWNER_URL', 'DATABASE_URL', 'RINGFENCE_KEYS', 'RINGFENCE_HMAC_KEY'].filter(
  (name) => !process.env[name],
);
if (missing.length > 0) throw new Error(`Set ${missing.join(', ')}`);
const { DATABASE_OWNER_URL = '', DATABASE_URL = '', RINGFENCE_KEYS = '', RINGFENCE_HMAC_KEY = '' } = process.env;
const applied = await migrate(DATABASE_OWNER_URL, { appPassword: decodeURIComponent(new URL(DATABASE_URL).password) });
console.log(applied.length === 0 ? 'The schema is up to date' : `Applied ${applied.join(', ')}`);

if (process.env['SEED_DEMO'] === 'true') {
  const database = await connectDatabase(DATABASE_URL, { poolSize: 2 });
  try {
    const keyring = createKeyring(RINGFENCE_KEYS, RINGFENCE_HMAC_KEY);
    const demo = await seedDemo(database, keyring, { now: Date.now(), zones: zoneTable(), hashPassword });
    if (demo.ownerPassword) console.log(`Sign in as ${demo.ownerEmail} with ${demo.ownerPassword} (shown once)`);
  } finally {
    await database.close();
  }
}
