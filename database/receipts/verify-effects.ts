import type { OptOutPlace } from '../../domain/vocabulary.ts';
import type { TenantTx } from '../connect.ts';
import { CALL_PLACES } from './note-effects.ts';

/** Looks at what became of each effect and notes what is certain now. Resolves with the places that are not yet. */
export async function verifyEffects(tx: TenantTx, optOutId: string, nowMs: number): Promise<OptOutPlace[]> {
  const now = new Date(nowMs);
  await tx.query(
    `update opt_out_effects e set verified_at = $3::timestamptz
     where e.tenant_id = $1 and e.opt_out_id = $2 and e.verified_at is null and e.place in ('waiting-leads', 'callbacks')
       and not exists (select 1 from campaign_leads cl where cl.tenant_id = $1 and cl.campaign_id = e.campaign_id
         and cl.lead_id = e.ref and cl.state in ('waiting', 'in-call'))`,
    [tx.tenantId, optOutId, now],
  );
  // Fenced is ours; ended is the carrier's answer, or the conversation's own end.
  await tx.query(
    `update opt_out_effects e
     set done_at = coalesce(e.done_at, a.fenced_at, a.ended_at), over_at = a.ended_at,
       verified_at = case when a.state = 'ended' then $3::timestamptz end
     from attempts a
     where e.tenant_id = $1 and e.opt_out_id = $2 and e.verified_at is null and e.place = any($4::text[])
       and a.tenant_id = $1 and a.id = e.ref and (a.fenced_at is not null or a.state = 'ended')`,
    [tx.tenantId, optOutId, now, CALL_PLACES],
  );
  await tx.query(
    `update opt_out_effects e set over_at = coalesce(i.finished_at, $3::timestamptz), verified_at = $3::timestamptz
     from imports i
     where e.tenant_id = $1 and e.opt_out_id = $2 and e.verified_at is null and e.place = 'imports'
       and i.tenant_id = $1 and i.id = e.ref and i.status not in ('queued', 'running')`,
    [tx.tenantId, optOutId, now],
  );
  const open = await tx.query<{ place: OptOutPlace }>(
    `select distinct place from opt_out_effects where tenant_id = $1 and opt_out_id = $2 and verified_at is null`,
    [tx.tenantId, optOutId],
  );
  return open.map(({ place }) => place);
}
