import type { Database } from '../../../database/connect.ts';
import type { AttemptId, TenantId } from '../../../domain/ids.ts';
import { notFound } from '../../http/problem.ts';

/** The tenant of a call that a worker names: looked up before any tenant is known. @throws Problem 404 */
export async function tenantOfCall(database: Database, attemptId: AttemptId): Promise<TenantId> {
  const [row] = await database.outsideTenants<{ tenant: TenantId | null }>('select tenant_of_call($1) as tenant', [
    attemptId,
  ]);
  if (!row?.tenant) throw notFound('call');
  return row.tenant;
}
