import type { Database } from '../database/connect.ts';
import type { CarrierLogEntry } from '../dev-carrier/contract.ts';
import type { TenantId } from '../domain/ids.ts';
import type { AttemptSeen, Evidence, LeadSeen } from './judge.ts';

/** What Postgres says of one tenant after a run, beside the carrier's log. */
export function readEvidence(
  database: Pick<Database, 'inTenant'>,
  tenantId: TenantId,
  { log, limit }: { log: CarrierLogEntry[]; limit: number },
): Promise<Evidence> {
  return database.inTenant(tenantId, async (tx) => {
    const attempts = await tx.query<AttemptSeen & Record<string, unknown>>(
      'select id, state, disposition from attempts',
    );
    const leads = await tx.query<LeadSeen & Record<string, unknown>>(
      `select lead_id as id, state, last_disposition as "lastDisposition",
         state = 'waiting' and callback_at is not null as promised from campaign_leads`,
    );
    const [leases] = await tx.query<{ n: number }>('select count(*)::int as n from leases');
    return { log, limit, attempts, leads, leases: leases?.n ?? 0 };
  });
}
