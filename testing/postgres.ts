import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { TEMPLATE_DATABASE } from './test-cluster.ts';

/** The role that processes log in as; row-level security binds it. */
const APP_ROLE = 'ringfence_app';

export interface TestDatabase {
  /** Superuser: sees and may do everything. */
  readonly ownerUrl: string;
  /** The application's role, which row-level security binds. */
  readonly appUrl: string;
  /** Cuts open connections and removes the database. */
  drop(): Promise<void>;
}

/** A fresh, migrated database of its own, copied from the run's template (about 30 ms). */
export async function createTestDatabase(): Promise<TestDatabase> {
  const admin = process.env['RINGFENCE_TEST_POSTGRES'];
  const appPassword = process.env['RINGFENCE_TEST_APP_PASSWORD'];
  if (admin === undefined || appPassword === undefined) {
    throw new Error('no test cluster: run the tests by `npm test`, or jest with its global setup');
  }
  const name = `test_${randomBytes(8).toString('hex')}`;
  await query(admin, `create database ${name} template ${TEMPLATE_DATABASE}`);
  const ownerUrl = withDatabase(admin, name);
  return {
    ownerUrl,
    appUrl: withLogin(ownerUrl, APP_ROLE, appPassword),
    drop: () => query(admin, `drop database if exists ${name} with (force)`),
  };
}

async function query(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

function withDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
}

function withLogin(url: string, user: string, password: string): string {
  const changed = new URL(url);
  changed.username = user;
  changed.password = password;
  return changed.href;
}
