import type { Database } from '../../../database/connect.ts';

/** Can nobody sign in on this installation yet? */
export async function awaitsOwner(database: Database): Promise<boolean> {
  const [row] = await database.outsideTenants<{ waits: boolean }>('select awaits_owner() as waits');
  return row?.waits === true;
}
