import type { TenantTx } from '../connect.ts';

export interface ErasureCounts {
  erasedAt: Date | null;
  leads: number;
  numbers: number;
  transcripts: number;
  waiting: number;
  optOuts: number;
  consents: number;
  ledgerEntries: number;
}

/** What an erasure of the person would take away, and what would stay. Changes nothing. Null: no such person. */
export async function whatErasureTakes(tx: TenantTx, personId: string): Promise<ErasureCounts | null> {
  const [row] = await tx.query<Record<Exclude<keyof ErasureCounts, 'erasedAt'>, string> & { erased_at: Date | null }>(
    `with theirs as materialized (select id from leads where tenant_id = $1 and person_id = $2),
       hmacs as materialized (select distinct p.number_hmac from lead_phones p
         where p.tenant_id = $1 and p.lead_id in (select id from theirs))
     select p.erased_at,
       (select count(*) from theirs) as leads,
       (select count(*) from hmacs) as numbers,
       (select count(*) from calls c where c.tenant_id = $1 and c.lead_id in (select id from theirs)
          and exists (select from turns t where t.tenant_id = $1 and t.call_id = c.id)) as transcripts,
       (select count(*) from campaign_leads w where w.tenant_id = $1 and w.lead_id in (select id from theirs)
          and w.state = 'waiting') as waiting,
       (select count(*) from opt_outs o where o.tenant_id = $1
          and o.number_hmac in (select number_hmac from hmacs)) as "optOuts",
       (select count(*) from consents c where c.tenant_id = $1 and c.person_id = $2) as consents,
       (select count(*) from ledger_entries e where e.tenant_id = $1
          and e.lead_id in (select id from theirs)) as "ledgerEntries"
     from persons p where p.tenant_id = $1 and p.id = $2`,
    [tx.tenantId, personId],
  );
  if (!row) return null;
  const { erased_at, ...counts } = row;
  return {
    erasedAt: erased_at,
    leads: Number(counts.leads),
    numbers: Number(counts.numbers),
    transcripts: Number(counts.transcripts),
    waiting: Number(counts.waiting),
    optOuts: Number(counts.optOuts),
    consents: Number(counts.consents),
    ledgerEntries: Number(counts.ledgerEntries),
  };
}
