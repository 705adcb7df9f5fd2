import pg from 'pg';
import type { Table } from './tables.ts';

type Row = Record<string, unknown>;
interface Tried {
  readonly rows: number;
  /** SQLSTATE when Postgres refused. */
  readonly refused?: string;
}

const INSUFFICIENT_PRIVILEGE = '42501';

/** Tries what an intruder would, as the application's role, and says in sentences what should not have worked. */
export interface Intruder {
  /** Everything that `tenant` can do to rows of `victim` in a table. */
  breaches(table: Table, tenant: string, victim: string, victimsRow: Row): Promise<string[]>;
  /** Rows that the application sees before it has said for which tenant it works. */
  seenWithoutTenant(table: Table): Promise<number>;
  attempt(tenant: string | null, sql: string, parameters?: unknown[]): Promise<Tried>;
  close(): Promise<void>;
}

export async function connectIntruder(appUrl: string): Promise<Intruder> {
  const client = new pg.Client({ connectionString: appUrl });
  await client.connect();

  /** In a transaction that is always taken back: what an intruder managed must not spoil the next try. */
  async function attempt(tenant: string | null, sql: string, parameters: unknown[] = []): Promise<Tried> {
    await client.query('begin');
    try {
      if (tenant !== null) await client.query(`select set_config('app.tenant', $1, true)`, [tenant]);
      const { rowCount } = await client.query(sql, parameters);
      return { rows: rowCount ?? 0 };
    } catch (error) {
      if (!(error instanceof pg.DatabaseError)) throw error;
      return { rows: 0, refused: error.code ?? '' };
    } finally {
      await client.query('rollback');
    }
  }

  return {
    attempt,
    close: () => client.end(),
    async seenWithoutTenant({ name }) {
      return (await attempt(null, `select from ${name}`)).rows;
    },
    async breaches({ name, owner }, tenant, victim, victimsRow) {
      const found: string[] = [];
      const expectNothing = async (what: string, sql: string) => {
        const { rows } = await attempt(tenant, sql, [victim]);
        if (rows > 0) found.push(`${name}: ${what} ${rows} rows of another tenant`);
      };
      await expectNothing('reads', `select from ${name} where ${owner} = $1`);
      await expectNothing('updates', `update ${name} set ${owner} = ${owner} where ${owner} = $1`);
      await expectNothing('deletes', `delete from ${name} where ${owner} = $1`);
      const copy = `insert into ${name} select * from jsonb_populate_record(null::${name}, $1)`;
      const inserted = await attempt(tenant, copy, [JSON.stringify(asJson(victimsRow))]);
      if (inserted.refused !== INSUFFICIENT_PRIVILEGE) found.push(`${name}: inserts a row for another tenant`);
      const given = await attempt(tenant, `update ${name} set ${owner} = $1 where ${owner} = $2`, [victim, tenant]);
      if (given.refused !== INSUFFICIENT_PRIVILEGE) found.push(`${name}: gives its own row to another tenant`);
      return found;
    },
  };
}

function asJson(row: Row): Row {
  const entries = Object.entries(row).map(([column, value]) => [
    column,
    Buffer.isBuffer(value) ? `\\x${value.toString('hex')}` : value,
  ]);
  return Object.fromEntries(entries);
}
