import type { TenantTx } from '../../database/connect.ts';

/**
 * Finds out for each staged row of one pass whether the list has the lead already (by external id, else by first number)
 * and which person it is: the tenant's person of that external id, else the person whose first number it is in another
 * list, else a new one.
 *
 * Each question must stay an index look-up in tables that were empty a second ago and have no statistics: hence
 * `lateral ... limit 1`, the planner settings around it, and `position + 0`, which keeps the planner from walking all
 * first phones of the tenant by the primary key. Statements of an import go to the client itself, unnamed: a plan made
 * for an empty table and kept for the connection costs a thousand times more than planning again.
 */
const PLACE = `
  insert into placed_leads (row, pass, lead_id, person_id, is_new_person, is_new)
  select s.row, s.pass, coalesce(same_id.id, same_number.lead_id, uuidv7()),
    coalesce(same_id.person_id, same_number.person_id, person.id, elsewhere.person_id, uuidv7()),
    coalesce(same_id.person_id, same_number.person_id, person.id, elsewhere.person_id) is null,
    coalesce(same_id.id, same_number.lead_id) is null
  from staged_leads s
  left join lateral (
    select l.id, l.person_id from leads l
    where l.tenant_id = $1 and l.list_id = $2 and l.external_id = s.external_id limit 1
  ) same_id on true
  left join lateral (
    select p.id from persons p where p.tenant_id = $1 and p.external_id = s.external_id limit 1
  ) person on true
  left join lateral (
    select p.lead_id, p.list_id, l.person_id, s.external_id is null or known.external_id is null as may_be_same
    from lead_phones p
    join leads l on l.tenant_id = p.tenant_id and l.id = p.lead_id
    join persons known on known.tenant_id = l.tenant_id and known.id = l.person_id
    where p.tenant_id = $1 and p.number_hmac = s.number_hmac and p.position + 0 = 0
    order by p.list_id = $2 desc, may_be_same desc limit 1
  ) by_number on true
  cross join lateral (
    select case when by_number.list_id = $2 then by_number.lead_id end as lead_id,
      case when by_number.list_id = $2 then by_number.person_id end as person_id
  ) same_number
  cross join lateral (select case when by_number.may_be_same then by_number.person_id end as person_id) elsewhere
  where s.pass = $3
  order by s.row`;

const LOOK_UPS_ONLY = ['enable_seqscan', 'enable_hashjoin', 'enable_mergejoin'];
const setPlanner = (value: 'on' | 'off') =>
  `select ${LOOK_UPS_ONLY.map((name) => `set_config('${name}', '${value}', true)`).join(', ')}`;

/* Here and below no order is asked for: rows come in that of the file, as both temporary tables hold them. */
const INSERT_PERSONS = `
  insert into persons (tenant_id, id, external_id)
  select $1, p.person_id, s.external_id from placed_leads p join staged_leads s using (row)
  where p.is_new and p.is_new_person and p.pass = $2`;

const INSERT_LEADS = `
  insert into leads (tenant_id, id, list_id, person_id, import_id, external_id, first_name, last_name, company, email,
    street, city, state, postal_code, country, time_zone, priority, custom)
  select $1, p.lead_id, $2, p.person_id, $3, s.external_id, s.first_name, s.last_name, s.company, s.email,
    s.street, s.city, s.state, s.postal_code, s.country, s.time_zone, coalesce(s.priority, 5), s.custom
  from placed_leads p join staged_leads s using (row)
  where p.is_new and p.pass = $4`;

/** In the order of the index that numbers are spread over at random: neighbours share its pages. */
const INSERT_PHONES = `
  insert into lead_phones (tenant_id, lead_id, position, list_id, label, number_enc, key_id, number_hmac, area, tail,
    extension)
  select $1, p.lead_id, n.position, $2, n.label, n.number_enc, $3, n.number_hmac, n.area, n.tail, n.extension
  from placed_leads p join staged_phones n using (row)
  where p.is_new and p.pass = $4 order by n.number_hmac`;

export interface Placing {
  listId: string;
  importId: string;
  keyId: string;
  /** Rows that share a number or an external id with an earlier one of this chunk, or with the chunk before. */
  twins: number;
  /** The chunk before is committed: what it brought is to be seen. */
  before: Promise<void>;
  /** Called when the rows have their ids: those of the next chunk are to be later ones, so that leads keep the file's order. */
  placed: () => void;
}

/**
 * Inserts the rows that are new to the list; those that are not stay in `placed_leads` with the lead they repeat. Rows
 * that resemble none of the chunk before need not wait for it.
 */
export async function placeLeads(tx: TenantTx, placing: Placing): Promise<number> {
  const { listId, importId, keyId, twins, before, placed } = placing;
  await findPlaces(0);
  placed();
  let accepted = await insertPass(0);
  await before;
  // A twin is no duplicate when the row it resembles was not inserted: each pass settles at least one of them.
  for (let pass = 1, left = twins; left > 0; pass++) {
    await findPlaces(pass);
    left = await holdBackTwins(tx, pass);
    accepted += await insertPass(pass);
  }
  return accepted;

  async function findPlaces(pass: number): Promise<void> {
    await tx.client.query(setPlanner('off'));
    await tx.client.query(PLACE, [tx.tenantId, listId, pass]);
    await tx.client.query(setPlanner('on'));
  }

  async function insertPass(pass: number): Promise<number> {
    await tx.client.query(INSERT_PERSONS, [tx.tenantId, pass]);
    const { rowCount } = await tx.client.query(INSERT_LEADS, [tx.tenantId, listId, importId, pass]);
    if (rowCount) await tx.client.query(INSERT_PHONES, [tx.tenantId, listId, keyId, pass]);
    return rowCount ?? 0;
  }
}

interface NewTwin extends Record<string, unknown> {
  row: number;
  external_id: string | null;
  number: string;
}

/** Of the pass's new rows, those that resemble an earlier one of them wait for the next pass. Returns how many. */
async function holdBackTwins(tx: TenantTx, pass: number): Promise<number> {
  const { rows: candidates } = await tx.client.query<NewTwin>(
    `select s.row, s.external_id, encode(s.number_hmac, 'hex') as number
     from placed_leads p join staged_leads s using (row) where p.is_new and p.pass = $1 order by s.row`,
    [pass],
  );
  const seen = new Set<string>();
  const held: number[] = [];
  for (const { row, external_id: id, number } of candidates) {
    if (seen.has(`n${number}`) || (id !== null && seen.has(`i${id}`))) held.push(row);
    else seen.add(`n${number}`).add(`i${id ?? ''}`);
  }
  if (held.length > 0) {
    await tx.client.query(`delete from placed_leads where row = any($1)`, [held]);
    await tx.client.query(`update staged_leads set pass = $2 where row = any($1)`, [held, pass + 1]);
  }
  return held.length;
}
