import type { TenantTx } from '../../../database/connect.ts';
import { SEALING_STALLED_AFTER_MS } from '../../../domain/ledger/stalled.ts';
import type { Overview } from '../../contract/outlook.ts';

type Row = { kind: Overview['attention'][number]['kind']; id: string; text: string; since: Date | null };

/** What somebody should look at, newest first: what failed, what is stuck, what was cut off. */
export async function attentionFor(tx: TenantTx, nowMs: number): Promise<Overview['attention']> {
  const rows = await tx.query<Row>(
    `select 'import' as kind, id::text, 'The import of ' || coalesce(nullif(file_name, ''), 'a file') || ' failed. '
         || coalesce(error->>'sentence', 'Send the file again.') as text, finished_at as since
       from imports where tenant_id = $1 and status = 'failed' and created_at > now() - interval '2 days'
     union all
     select 'trunk', id::text, 'The trunk ' || name || ' is paused: ' || coalesce(paused_reason, 'by somebody') || '. Nothing is dialled through it.', null
       from trunks where tenant_id = $1 and status = 'paused'
     union all
     select 'campaign', c.id::text, c.name || ': ' || count(*) || ' calls failed at the carrier in the last hour. Look at the trunk.', max(a.ended_at)
       from attempts a join campaigns c on c.tenant_id = a.tenant_id and c.id = a.campaign_id
       where a.tenant_id = $1 and a.ended_at > now() - interval '1 hour'
         and a.disposition in ('carrier-error', 'carrier-unreachable', 'trunk-rejected', 'misconfigured')
       group by c.id, c.name having count(*) >= 5
     union all
     select 'call', a.id::text, 'A call was cut off because its outcome was unknown. It is not dialled again for this attempt.', a.ended_at
       from attempts a where a.tenant_id = $1 and a.disposition = 'unknown' and a.ended_at > now() - interval '1 day'
     union all
     select 'ledger', '', entries || ' entries of the ledger wait to be sealed. Calls go on; tell whoever runs this system to look at the worker.', oldest_at
       from ledger_backlog($1) where oldest_at < $2
     order by since desc nulls last limit 8`,
    [tx.tenantId, new Date(nowMs - SEALING_STALLED_AFTER_MS)],
  );
  return rows.map(({ since, ...row }) => ({ ...row, since: since?.toISOString() ?? null }));
}
