import { Kysely, PostgresDialect } from 'kysely';
import type { PostgresPoolClient } from 'kysely';
import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import type { TenantTx } from './connect.ts';

/**
 * An EntityManager that works inside a transaction opened by `inTenant`: entities and plain SQL commit together, and
 * the policies of the tenant hold for both. Call `flush()` yourself; nothing is written by itself at the end.
 */
export function entityManagerInside(orm: MikroORM, { client }: TenantTx): EntityManager {
  const connection: PostgresPoolClient = {
    query: client.query.bind(client),
    // The transaction's owner releases it.
    release: () => undefined,
  };
  const kysely = new Kysely<unknown>({
    dialect: new PostgresDialect({
      pool: { connect: async () => connection, end: async () => undefined, options: {} },
    }),
  });
  const em = orm.em.fork();
  em.setTransactionContext(kysely);
  return em;
}
