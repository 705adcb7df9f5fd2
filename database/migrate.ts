import pg from 'pg';
import { Migrator } from '@mikro-orm/migrations';
import { MikroORM } from '@mikro-orm/postgresql';
import { Migration20261121000000Foundations } from './migrations/migration-20261121000000-foundations.ts';

/** Oldest first. Names are what the database remembers: never rename one. */
const migrations = [{ name: '20261121000000-foundations', class: Migration20261121000000Foundations }];

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
      return done.map((migration) => migration.name);
    } finally {
      await orm.close(true);
    }
  } finally {
    await lock.end();
  }
}

async function ensureRoles(owner: pg.Client, appPassword: string): Promise<void> {
  // Roles belong to the cluster, not to the database: databases migrated side by side meet here.
  await owner.query(`select pg_advisory_lock(hashtext('ringfence.roles'))`);
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
