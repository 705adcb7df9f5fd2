import type { TenantTx } from '../../database/connect.ts';

/** The last row of the chunk for each lead that it repeats. */
const LATEST = `
  latest as (
    select distinct on (p.lead_id) p.lead_id, s.*,
      row_number() over (partition by s.external_id order by s.row) = 1 as says_id_first
    from placed_leads p join staged_leads s using (row)
    where not p.is_new order by p.lead_id, s.row desc
  )`;

/** What a row says replaces what the lead has; what it does not say stays. */
const CHANGE = `
  with ${LATEST}
  update leads l set
    external_id = case when l.external_id is null and s.says_id_first then s.external_id else l.external_id end,
    first_name = coalesce(nullif(s.first_name, ''), l.first_name),
    last_name = coalesce(nullif(s.last_name, ''), l.last_name),
    company = coalesce(nullif(s.company, ''), l.company),
    email = coalesce(nullif(s.email, ''), l.email),
    street = coalesce(nullif(s.street, ''), l.street),
    city = coalesce(nullif(s.city, ''), l.city),
    state = coalesce(s.state, l.state),
    postal_code = coalesce(s.postal_code, l.postal_code),
    country = coalesce(s.country, l.country),
    time_zone = coalesce(s.time_zone, l.time_zone),
    priority = coalesce(s.priority, l.priority),
    custom = l.custom || s.custom,
    version = l.version + 1,
    updated_at = now()
  from latest s where l.tenant_id = $1 and l.id = s.lead_id`;

/** Leads whose row brings other numbers, unless its first number is another lead's first number in the list. */
const RENUMBERED = `
  renumbered as (
    select * from (
      select s.lead_id, s.row, s.number_hmac, row_number() over (partition by s.number_hmac order by s.row) as nth
      from latest s
    ) s
    where nth = 1
      and not exists (select 1 from lead_phones o where o.tenant_id = $1 and o.list_id = $2
        and o.number_hmac = s.number_hmac and o.position = 0 and o.lead_id <> s.lead_id)
      and (select array_agg(n.number_hmac order by n.position) from staged_phones n where n.row = s.row)
        is distinct from (select array_agg(h.number_hmac order by h.position) from lead_phones h
          where h.tenant_id = $1 and h.lead_id = s.lead_id)
  )`;

const REMOVE_NUMBERS = `
  with ${LATEST}, ${RENUMBERED}, removed as (
    delete from lead_phones h using renumbered r where h.tenant_id = $1 and h.lead_id = r.lead_id
  )
  select row, lead_id from renumbered`;

const ADD_NUMBERS = `
  insert into lead_phones (tenant_id, lead_id, position, list_id, label, number_enc, key_id, number_hmac, area, tail,
    extension)
  select $1, r.lead_id, n.position, $2, n.label, n.number_enc, $3, n.number_hmac, n.area, n.tail, n.extension
  from unnest($4::int[], $5::uuid[]) as r(row, lead_id) join staged_phones n using (row)`;

/** Done is done only until the list is imported anew; what is blocked, or in a call, stays so. */
const CALL_AGAIN = `
  update campaign_leads c set state = 'waiting', attempts = 0, next_phone = 0, next_attempt_at = now(),
    reason = null, reason_facts = null, done_at = null
  from placed_leads p, campaigns x
  where not p.is_new and c.tenant_id = $1 and c.lead_id = p.lead_id and c.state = 'done'
    and x.tenant_id = c.tenant_id and x.id = c.campaign_id and x.status not in ('stopped', 'completed', 'archived')`;

/**
 * The list's re-import policy for rows that repeat a lead: `update` changes the lead to what the row says, `new` does so
 * and has the campaigns call it afresh. Returns how many leads were changed.
 */
export async function changeLeads(
  tx: TenantTx,
  { policy, listId, keyId }: { policy: 'update' | 'new'; listId: string; keyId: string },
): Promise<number> {
  const { rowCount } = await tx.client.query(CHANGE, [tx.tenantId]);
  if (!rowCount) return 0;
  const { rows: moved } = await tx.client.query<{ row: number; lead_id: string }>(REMOVE_NUMBERS, [
    tx.tenantId,
    listId,
  ]);
  if (moved.length > 0) {
    const rows = moved.map(({ row }) => row);
    const leadIds = moved.map(({ lead_id }) => lead_id);
    await tx.client.query(ADD_NUMBERS, [tx.tenantId, listId, keyId, rows, leadIds]);
  }
  if (policy === 'new') await tx.client.query(CALL_AGAIN, [tx.tenantId]);
  return rowCount;
}
