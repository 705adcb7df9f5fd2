import { createHash } from 'node:crypto';
import pg from 'pg';
import { MikroORM } from '@mikro-orm/postgresql';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { TenantId } from '../domain/ids.ts';
import { entities } from './entities/index.ts';
import { noteLost } from './lost-connection.ts';

export type Row = Record<string, unknown>;

/** One transaction inside one tenant: row-level security sees `app.tenant`, and nothing outlives the commit. */
export interface TenantTx {
  readonly tenantId: TenantId;
  readonly client: pg.PoolClient;
  query<R extends Row>(sql: string, parameters?: unknown[]): Promise<R[]>;
}

/**
 * `each-time`: Postgres may plan a statement anew for its values. `once`: one plan a connection, by indexes, whatever the
 * values; for work that finds a few rows by their keys and is done for every call, where planning costs more than running.
 */
export type Plans = 'each-time' | 'once';

export interface Database {
  readonly orm: MikroORM;
  readonly pool: pg.Pool;
  /** Claims, imports and reports: plain SQL in one transaction of one tenant. */
  inTenant<T>(tenantId: TenantId, work: (tx: TenantTx) => Promise<T>, plans?: Plans): Promise<T>;
  /** Reads and edits of single nouns: an EntityManager in one transaction of one tenant. */
  emInTenant<T>(tenantId: TenantId, work: (em: EntityManager) => Promise<T>): Promise<T>;
  /** Installation-wide tables and the narrow functions only; policies show no tenant's rows here. */
  outsideTenants<R extends Row>(sql: string, parameters?: unknown[]): Promise<R[]>;
  close(): Promise<void>;
}

/** A process that froze, or whose machine is gone, must not hold the locks of a trunk against everybody else. */
const LONGEST_PAUSE_MS = 30_000;
/** A new connection costs a login and every plan anew, some fifty milliseconds: a lull does not close it. */
const IDLE_MS = 300_000;

/**
 * Connects as the application role. `poolSize` is for plain SQL and for MikroORM each. A transaction in which nothing is
 * asked for `longestPauseMs` is rolled back by the server.
 */
export async function connectDatabase(
  url: string,
  { poolSize = 10, longestPauseMs = LONGEST_PAUSE_MS }: { poolSize?: number; longestPauseMs?: number } = {},
): Promise<Database> {
  const pool = new pg.Pool({
    connectionString: url,
    max: poolSize,
    idleTimeoutMillis: IDLE_MS,
    application_name: 'ringfence',
    idle_in_transaction_session_timeout: longestPauseMs,
  });
  // A server that goes away breaks idle connections; the pool replaces them, the process lives.
  pool.on('error', () => undefined);
  // On its way between the pool and its user a connection has no other listener, and an error unheard of ends the process.
  pool.on('connect', (client) => client.on('error', noteLost));
  const orm = await MikroORM.init({
    clientUrl: url,
    entities,
    pool: { min: 0, max: poolSize },
    discovery: { warnWhenNoEntities: false },
  });
  return {
    orm,
    pool,
    inTenant: (tenantId, work, plans) => inTenant(pool, tenantId, work, plans),
    emInTenant: (tenantId, work) =>
      orm.em.fork().transactional(async (em) => {
        await em.execute(`select set_config('app.tenant', ?, true)`, [tenantId]);
        return work(em);
      }),
    async outsideTenants<R extends Row>(sql: string, parameters: unknown[] = []) {
      return (await noting(pool.query<R>(sql, parameters))).rows;
    },
    async close() {
      await orm.close(true);
      await pool.end();
    },
  };
}

/** Plans that are kept must not read whole tables: they may have been made while those were small. */
const PLANNED_ONCE = `, set_config('plan_cache_mode', 'force_generic_plan', true), set_config('enable_seqscan', 'off', true)`;

async function inTenant<T>(
  pool: pg.Pool,
  tenantId: TenantId,
  work: (tx: TenantTx) => Promise<T>,
  plans: Plans = 'each-time',
): Promise<T> {
  const client = await noting(pool.connect());
  let broken: Error | undefined;
  // A connection lost between two statements has nobody else to tell, and an error unheard of ends the process.
  const onLost = (error: Error) => {
    broken = error;
  };
  client.on('error', onLost);
  try {
    // One round trip for both: a literal, since statements in one message take no parameters.
    const settings = `set_config('app.tenant', '${uuid(tenantId)}', true)${plans === 'once' ? PLANNED_ONCE : ''}`;
    await client.query(`begin; select ${settings}`);
    const result = await work({
      tenantId,
      client,
      async query<R extends Row>(sql: string, parameters: unknown[] = []) {
        const name = statementName(sql);
        return (await client.query<R>({ ...(name && { name }), text: sql, values: parameters })).rows;
      },
    });
    const { command } = await client.query('commit');
    // Postgres answers the commit of a transaction in which a statement failed by rolling back, and calls that no error:
    // whoever caught the failure and went on must not believe that anything was written.
    if (command !== 'COMMIT') throw new Error('a statement of the transaction had failed: nothing of it was written');
    return result;
  } catch (error) {
    // The statement that found it lost says so in an error of its own.
    if (broken) noteLost(error);
    await client.query('rollback').catch((lost: Error) => {
      broken = lost;
    });
    throw error;
  } finally {
    client.off('error', onLost);
    client.release(broken);
  }
}

async function noting<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    noteLost(error);
    throw error;
  }
}

function uuid(text: string): string {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)) throw new Error('a tenant id is a UUID');
  return text;
}

const statementNames = new Map<string, string>();
/** Texts that are put together at run time must not fill the server's memory. */
const MOST_STATEMENTS = 500;

/** A named statement is planned once a connection: over partitions, planning costs more than running. */
function statementName(sql: string): string | undefined {
  const known = statementNames.get(sql);
  if (known !== undefined || statementNames.size >= MOST_STATEMENTS) return known;
  const name = createHash('sha1').update(sql).digest('base64url');
  statementNames.set(sql, name);
  return name;
}
