import type pg from 'pg';

/** Tables that belong to the installation and to no tenant. Everything else must be kept apart. */
export const INSTALLATION_WIDE = [
  'installation',
  'ledger_signing_keys',
  'limiters',
  'migrations',
  'request_counts',
  'voice_workers',
];

export interface Table {
  readonly name: string;
  /** The column that says whose a row is. */
  readonly owner: 'id' | 'tenant_id';
  readonly forced: boolean;
  readonly partitionOf: string | null;
}

/** Every table of the schema, as Postgres knows it: nobody has to remember to add one here. */
export async function tablesOf(client: pg.Client): Promise<Table[]> {
  const { rows } = await client.query<Table>(`
    select c.relname as name, case when c.relname = 'tenants' then 'id' else 'tenant_id' end as owner,
      c.relrowsecurity and c.relforcerowsecurity as forced,
      (select i.inhparent::regclass::text from pg_inherits i where i.inhrelid = c.oid) as "partitionOf"
    from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'm', 'v')
    order by c.relname`);
  return rows;
}
