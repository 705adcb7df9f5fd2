import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '../../testing/postgres.ts';
import type { CampaignId, TenantId } from '../../domain/ids.ts';
import { connectDatabase, type Database, type TenantTx } from '../connect.ts';
import { enrolInCampaignsOfList, enrolLeads } from './enrol-leads.ts';

let created: TestDatabase;
let database: Database;
const tenantId = randomUUID() as TenantId;
const listId = randomUUID();

beforeAll(async () => {
  created = await createTestDatabase();
  database = await connectDatabase(created.appUrl, { poolSize: 2 });
  await inTenant(async (tx) => {
    await tx.query(`insert into tenants (id, slug, name) values ($1, 't', 'Test')`, [tenantId]);
    await tx.query(`insert into lists (tenant_id, id, name) values ($1, $2, 'List')`, [tenantId, listId]);
  });
});
afterAll(async () => {
  await database?.close();
  await created?.drop();
});

const inTenant = <T>(work: (tx: TenantTx) => Promise<T>) => database.inTenant(tenantId, work);

async function aCampaign(status = 'running'): Promise<CampaignId> {
  const id = randomUUID() as CampaignId;
  await inTenant(async (tx) => {
    await tx.query(`insert into campaigns (tenant_id, id, name, status) values ($1, $2, $3, $4)`, [
      tenantId,
      id,
      id,
      status,
    ]);
    await tx.query(`insert into campaign_lists (tenant_id, campaign_id, list_id) values ($1, $2, $3)`, [
      tenantId,
      id,
      listId,
    ]);
  });
  return id;
}

async function someLeads(priorities: number[]): Promise<string[]> {
  return inTenant(async (tx) => {
    const ids: string[] = [];
    for (const priority of priorities) {
      const [person] = await tx.query<{ id: string }>(`insert into persons (tenant_id) values ($1) returning id`, [
        tenantId,
      ]);
      const [lead] = await tx.query<{ id: string }>(
        `insert into leads (tenant_id, list_id, person_id, priority) values ($1, $2, $3, $4) returning id`,
        [tenantId, listId, person?.id, priority],
      );
      if (lead) ids.push(lead.id);
    }
    return ids;
  });
}

const prioritiesOf = async (campaignId: CampaignId) =>
  (
    await inTenant((tx) =>
      tx.query<{ priority: number }>(`select priority from campaign_leads where campaign_id = $1 order by 1`, [
        campaignId,
      ]),
    )
  ).map((row) => row.priority);

test('leads join a campaign once, with their priority, and keep their progress', async () => {
  const campaignId = await aCampaign();
  const [first] = await someLeads([2, 5]);
  expect(await inTenant((tx) => enrolLeads(tx, { campaignId, listId }))).toBe(2);
  await inTenant((tx) =>
    tx.query(`update campaign_leads set state = 'done', attempts = 3 where campaign_id = $1 and lead_id = $2`, [
      campaignId,
      first,
    ]),
  );

  expect(await inTenant((tx) => enrolLeads(tx, { campaignId, listId }))).toBe(0);

  expect(await prioritiesOf(campaignId)).toEqual([2, 5]);
  const [kept] = await inTenant((tx) =>
    tx.query(`select state, attempts from campaign_leads where campaign_id = $1 and lead_id = $2`, [campaignId, first]),
  );
  expect(kept).toEqual({ state: 'done', attempts: 3 });
});

test('what a list gains reaches each campaign of it that has not ended, and names them', async () => {
  const [running, draft, stopped] = [await aCampaign(), await aCampaign('draft'), await aCampaign('stopped')];
  const leadIds = await someLeads([1, 9]);

  const reached = await inTenant((tx) => enrolInCampaignsOfList(tx, { listId, leadIds }));

  expect(reached).toEqual(expect.arrayContaining([running, draft]));
  expect(reached).not.toContain(stopped);
  expect(await prioritiesOf(running)).toEqual([1, 9]);
  expect(await prioritiesOf(stopped)).toEqual([]);
  expect(await inTenant((tx) => enrolInCampaignsOfList(tx, { listId, leadIds }))).toEqual([]);
});
