import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { eventually } from '../testing/eventually.ts';
import { createTestDatabase, type TestDatabase } from '../testing/postgres.ts';

let server: TestDatabase;
let tenantId: string;
let here: pg.Client;
let there: pg.Client;

beforeAll(async () => {
  server = await createTestDatabase();
});
afterAll(() => server?.drop());

/** Two sessions of the application, each in a transaction of one new tenant, as the product's own are. */
beforeEach(async () => {
  tenantId = randomUUID();
  const owner = await connect(server.ownerUrl);
  await owner.query(`insert into tenants (id, slug, name) values ($1, $2, 'T')`, [tenantId, `t-${tenantId}`]);
  await owner.end();
  here = await begin();
  there = await begin();
});
afterEach(async () => {
  await Promise.all([here.end(), there.end()]);
});

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client;
}
async function begin(): Promise<pg.Client> {
  const client = await connect(server.appUrl);
  await start(client);
  return client;
}
async function start(client: pg.Client): Promise<void> {
  await client.query('begin');
  await client.query(`select set_config('app.tenant', $1, true)`, [tenantId]);
}
async function commit(client: pg.Client): Promise<void> {
  await client.query('commit');
  await start(client);
}

const addList = (client: pg.Client, id: string) =>
  client.query(`insert into lists (tenant_id, id, name) values ($1, $2, gen_random_uuid()::text)`, [tenantId, id]);
const addPerson = (client: pg.Client, id: string, of = tenantId) =>
  client.query('insert into persons (tenant_id, id) values ($1, $2)', [of, id]);
const addLead = (client: pg.Client, id: string, list: string, person: string) =>
  client.query('insert into leads (tenant_id, id, list_id, person_id) values ($1, $2, $3, $4)', [
    ...[tenantId, id, list, person],
  ]);
const addPhone = (client: pg.Client, lead: string, list: string) =>
  client.query(
    `insert into lead_phones (tenant_id, lead_id, position, list_id, number_enc, key_id, number_hmac, area, tail)
     values ($1, $2, 0, $3, '', 'k1', sha256(uuid_send($2)), '+1212', '00')`,
    [tenantId, lead, list],
  );
const remove = (client: pg.Client, table: string, id: string) =>
  client.query(`delete from ${table} where tenant_id = $1 and id = $2`, [tenantId, id]);

/** A list, a person, their lead and its number, committed. */
async function aLead() {
  const [list, person, lead] = [randomUUID(), randomUUID(), randomUUID()];
  await addList(here, list);
  await addPerson(here, person);
  await addLead(here, lead, list, person);
  await addPhone(here, lead, list);
  await commit(here);
  return { list, person, lead };
}
const numbersOf = async (lead: string) =>
  (await here.query('select from lead_phones where tenant_id = $1 and lead_id = $2', [tenantId, lead])).rowCount;
const refused = { code: '23503' };

describe('a child needs its parents', () => {
  test('a person a tenant', async () => {
    const nowhere = randomUUID();
    await here.query(`select set_config('app.tenant', $1, true)`, [nowhere]);
    await expect(addPerson(here, randomUUID(), nowhere)).rejects.toMatchObject(refused);
  });

  test('a lead a list', async () => {
    const { person } = await aLead();
    await expect(addLead(here, randomUUID(), randomUUID(), person)).rejects.toMatchObject(refused);
  });

  test('a lead a person, also among leads whose persons were made with them', async () => {
    const { list } = await aLead();
    const made = randomUUID();
    await addPerson(here, made);
    const add = here.query(`insert into leads (tenant_id, list_id, person_id) select $1, $2, unnest($3::uuid[])`, [
      tenantId,
      list,
      [made, randomUUID()],
    ]);
    await expect(add).rejects.toMatchObject({ ...refused, constraint: 'leads_tenant_id_person_id_fkey' });
  });

  test('a number a lead', async () => {
    const { list } = await aLead();
    await expect(addPhone(here, randomUUID(), list)).rejects.toMatchObject(refused);
  });

  test('a lead that is moved needs its new parents', async () => {
    const { lead } = await aLead();
    for (const column of ['list_id', 'person_id']) {
      await here.query('savepoint before');
      const move = here.query(`update leads set ${column} = $2 where id = $1`, [lead, randomUUID()]);
      await expect(move).rejects.toMatchObject(refused);
      await here.query('rollback to before');
    }
  });
});

describe('a parent', () => {
  test.each(['lists', 'persons'])('of leads cannot be removed: %s', async (table) => {
    const { list, person } = await aLead();
    await expect(remove(here, table, table === 'lists' ? list : person)).rejects.toMatchObject(refused);
  });

  test('keeps its key', async () => {
    const { list, person, lead } = await aLead();
    for (const [table, id] of [
      ['lists', list],
      ['persons', person],
      ['leads', lead],
    ] as const) {
      await here.query('savepoint before');
      const change = here.query(`update ${table} set id = $2 where id = $1`, [id, randomUUID()]);
      await expect(change).rejects.toMatchObject(refused);
      await here.query('rollback to before');
    }
    const change = here.query('update lead_phones set lead_id = $2 where lead_id = $1', [lead, randomUUID()]);
    await expect(change).rejects.toMatchObject(refused);
  });

  test('that is a tenant cannot be removed, even by the owner of the schema', async () => {
    await aLead();
    const owner = await connect(server.ownerUrl);
    try {
      await owner.query('begin');
      await owner.query('alter table lists drop constraint lists_tenant_id_fkey');
      await expect(owner.query('delete from tenants where id = $1', [tenantId])).rejects.toMatchObject({
        ...refused,
        constraint: 'persons_tenant_id_fkey',
      });
    } finally {
      await owner.end();
    }
  });

  test('that is a lead takes its numbers along', async () => {
    const { lead } = await aLead();
    await remove(here, 'leads', lead);
    expect(await numbersOf(lead)).toBe(0);
  });
});

describe('two sessions at once', () => {
  test.each([
    [
      'a list',
      'lists',
      ({ list, spare }: Place) => ({ parent: list, add: () => addLead(here, randomUUID(), list, spare) }),
    ],
    [
      'a person',
      'persons',
      ({ list, spare }: Place) => ({ parent: spare, add: () => addLead(here, randomUUID(), list, spare) }),
    ],
  ])('%s that is being given a lead waits to be removed, and then stays', async (_name, table, of) => {
    const place = await emptyPlace();
    const { parent, add } = of(place);
    await add();
    const removal = remove(there, table, parent).catch((error: unknown) => error);
    await untilWaiting();
    await commit(here);
    expect(await removal).toMatchObject(refused);
  });

  test('a person that is being removed waits for nobody, and is given no lead', async () => {
    const { list, spare } = await emptyPlace();
    await remove(there, 'persons', spare);
    const adding = addLead(here, randomUUID(), list, spare).catch((error: unknown) => error);
    await untilWaiting();
    await commit(there);
    expect(await adding).toMatchObject(refused);
  });

  test('a lead that is removed while it gets another number leaves none', async () => {
    const { list, lead } = await aLead();
    await here.query('delete from lead_phones where lead_id = $1', [lead]);
    await commit(here);
    await addPhone(here, lead, list);
    const removal = remove(there, 'leads', lead);
    await untilWaiting();
    await commit(here);
    await removal;
    await commit(there);
    expect(await numbersOf(lead)).toBe(0);
  });
});

interface Place {
  list: string;
  spare: string;
}
/** A list without leads, and a person without any. */
async function emptyPlace(): Promise<Place> {
  const place = { list: randomUUID(), spare: randomUUID() };
  await addList(here, place.list);
  await addPerson(here, place.spare);
  await commit(here);
  return place;
}

/** A session of this database waits for another's lock. */
async function untilWaiting(): Promise<void> {
  const owner = await connect(server.ownerUrl);
  try {
    await eventually(async () => {
      const { rowCount } = await owner.query(
        `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      );
      expect(rowCount).toBe(1);
    });
  } finally {
    await owner.end();
  }
}
