import pg from 'pg';
import { Migrator } from '@mikro-orm/migrations';
import { MikroORM } from '@mikro-orm/postgresql';
import { Migration20261121000000Foundations } from './migrations/migration-20261121000000-foundations.ts';
import { Migration20261121110000Dnc } from './migrations/migration-20261121110000-dnc.ts';
import { Migration20261121120000Ledger } from './migrations/migration-20261121120000-ledger.ts';
import { Migration20261121130000Consents } from './migrations/migration-20261121130000-consents.ts';
import { Migration20261121140000Receipts } from './migrations/migration-20261121140000-receipts.ts';
import { Migration20261121150000Engine } from './migrations/migration-20261121150000-engine.ts';
import { Migration20261121160000RuleChanges } from './migrations/migration-20261121160000-rule-changes.ts';
import { Migration20261121190000LitigatorsRemoved } from './migrations/migration-20261121190000-litigators-removed.ts';
import { Migration20261121191000ReferencesAStatement } from './migrations/migration-20261121191000-references-a-statement.ts';
import { Migration20261121200000LedgerCount } from './migrations/migration-20261121200000-ledger-count.ts';
import { Migration20261121210000FirstOwner } from './migrations/migration-20261121210000-first-owner.ts';
import { Migration20261121230000DncImportJobs } from './migrations/migration-20261121230000-dnc-import-jobs.ts';
import { Migration20261122000000OneIndexANumber } from './migrations/migration-20261122000000-one-index-a-number.ts';
import { Migration20261122020000EventsAfterALoad } from './migrations/migration-20261122020000-events-after-a-load.ts';
import { Migration20261122030000LastSlots } from './migrations/migration-20261122030000-last-slots.ts';
import { Migration20261122050000VersionsCompared } from './migrations/migration-20261122050000-versions-compared.ts';
import { Migration20261122060000WaitingForVoice } from './migrations/migration-20261122060000-waiting-for-voice.ts';
import { Migration20261122070000ScheduledNotWaiting } from './migrations/migration-20261122070000-scheduled-not-waiting.ts';

/** Oldest first. Names are what the database remembers: never rename one. */
const migrations = [
  { name: '20261121000000-foundations', class: Migration20261121000000Foundations },
  { name: '20261121110000-dnc', class: Migration20261121110000Dnc },
  { name: '20261121120000-ledger', class: Migration20261121120000Ledger },
  { name: '20261121130000-consents', class: Migration20261121130000Consents },
  { name: '20261121140000-receipts', class: Migration20261121140000Receipts },
  { name: '20261121150000-engine', class: Migration20261121150000Engine },
  { name: '20261121160000-rule-changes', class: Migration20261121160000RuleChanges },
  { name: '20261121190000-litigators-removed', class: Migration20261121190000LitigatorsRemoved },
  { name: '20261121191000-references-a-statement', class: Migration20261121191000ReferencesAStatement },
  { name: '20261121200000-ledger-count', class: Migration20261121200000LedgerCount },
  { name: '20261121210000-first-owner', class: Migration20261121210000FirstOwner },
  { name: '20261121230000-dnc-import-jobs', class: Migration20261121230000DncImportJobs },
  { name: '20261122000000-one-index-a-number', class: Migration20261122000000OneIndexANumber },
  { name: '20261122020000-events-after-a-load', class: Migration20261122020000EventsAfterALoad },
  { name: '20261122030000-last-slots', class: Migration20261122030000LastSlots },
  { name: '20261122050000-versions-compared', class: Migration20261122050000VersionsCompared },
  { name: '20261122060000-waiting-for-voice', class: Migration20261122060000WaitingForVoice },
  { name: '20261122070000-scheduled-not-waiting', class: Migration20261122070000ScheduledNotWaiting },
];

/**
 * Brings the schema up to date, as the owner. Creates the roles ringfence_app (login, with `appPassword`) and
 * ringfence_definer when they are missing. Two at once are safe: the second waits, then finds nothing to do.
 */
export async function migrate(ownerUrl: string, { appPassword }: { appPassword: string }): Promise<string[]> {
  const lock = new pg.Client({ connectionString: ownerUrl });
  await lock.connect();
  try {
    await lock.query(`select pg_advisory_lock(hashtext('ringfence.migrate'))`);
    await ensureRoles(lock, appPassword);
    const orm = await MikroORM.init({
      clientUrl: ownerUrl,
      extensions: [Migrator],
      discovery: { warnWhenNoEntities: false },
      entities: [],
      migrations: {
        migrationsList: migrations,
        snapshot: false,
        transactional: true,
        tableName: 'migrations',
        silent: true,
      },
    });
    try {
      const done = await orm.migrator.up();
      // After months of rest: before the first row of this month, which would land in the default partition.
      await lock.query('select ensure_partitions()');
      // After a dump was loaded: before the first entry, which would be refused.
      await lock.query('select ledger_resume_count()');
      return done.map((migration) => migration.name);
    } finally {
      await orm.close(true);
    }
  } finally {
    await lock.end();
  }
}

/**
 * Roles belong to the cluster and advisory locks to a database, so databases migrated side by side meet here unlocked:
 * whoever comes second is told that the role exists or that its row changed under it, and looks again.
 */
async function ensureRoles(owner: pg.Client, appPassword: string): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      return await createRoles(owner, appPassword);
    } catch (error) {
      const met = error instanceof pg.DatabaseError && ROLE_RACE.includes(error.code ?? '');
      if (!met || tries === 5) throw error;
    }
  }
}

/** duplicate_object, unique_violation, and internal_error ("tuple concurrently updated"). */
const ROLE_RACE = ['42710', '23505', 'XX000'];

async function createRoles(owner: pg.Client, appPassword: string): Promise<void> {
  const { rows } = await owner.query<{ rolname: string }>(
    `select rolname from pg_roles where rolname in ('ringfence_app', 'ringfence_definer')`,
  );
  const existing = new Set(rows.map((row) => row.rolname));
  if (!existing.has('ringfence_definer')) await owner.query('create role ringfence_definer nologin');
  if (!existing.has('ringfence_app')) await owner.query('create role ringfence_app login');
  await owner.query(`alter role ringfence_app password ${owner.escapeLiteral(appPassword)}`);
  await owner.query('grant ringfence_definer to current_user');
  const { rows: found } = await owner.query<{ name: string }>('select current_database() as name');
  await owner.query(`grant connect, temporary on database ${owner.escapeIdentifier(found[0]!.name)} to ringfence_app`);
  await owner.query('grant usage on schema public to ringfence_app');
  await owner.query('grant usage, create on schema public to ringfence_definer');
}
