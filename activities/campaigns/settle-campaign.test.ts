import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { connectDatabase, type Database, type TenantTx } from '../../database/connect.ts';
import { enrolInCampaignsOfList } from '../../database/engine/enrol-leads.ts';
import type { CampaignId, TenantId } from '../../domain/ids.ts';
import { eventually } from '../../testing/eventually.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/postgres.ts';
import { settleCampaign } from './settle-campaign.ts';

let created: TestDatabase;
let database: Database;
let owner: pg.Pool;
const tenantId = randomUUID() as TenantId;
const clock = { now: () => Date.now() };

beforeAll(async () => {
  created = await createTestDatabase();
  database = await connectDatabase(created.appUrl, { poolSize: 4 });
  owner = new pg.Pool({ connectionString: created.ownerUrl, max: 2 });
  await owner.query(`insert into tenants (id, slug, name) values ($1, 't', 'Test')`, [tenantId]);
});
afterAll(async () => {
  await database?.close();
  await owner?.end();
  await created?.drop();
});

/** A running campaign whose list has just gained a lead that is not enrolled yet. */
async function aCampaign(): Promise<{ campaignId: CampaignId; listId: string }> {
  const [campaignId, listId, personId] = [randomUUID() as CampaignId, randomUUID(), randomUUID()];
  await owner.query(`insert into campaigns (tenant_id, id, name, status) values ($1, $2, $3, 'running')`, [
    tenantId,
    campaignId,
    campaignId,
  ]);
  await owner.query('insert into lists (tenant_id, id, name) values ($1, $2, $3)', [tenantId, listId, listId]);
  await owner.query('insert into campaign_lists values ($1, $2, $3)', [tenantId, campaignId, listId]);
  await owner.query('insert into persons (tenant_id, id) values ($1, $2)', [tenantId, personId]);
  await owner.query('insert into leads (tenant_id, list_id, person_id) values ($1, $2, $3)', [
    tenantId,
    listId,
    personId,
  ]);
  return { campaignId, listId };
}

const complete = (campaignId: CampaignId) =>
  settleCampaign({ database, clock }, { tenantId, campaignId, status: 'completed', revision: 0 });
const statusOf = async (campaignId: CampaignId) =>
  (await owner.query<{ status: string }>('select status from campaigns where id = $1', [campaignId])).rows[0]?.status;
/** For a lock of this database: others of the cluster have their own. */
const somebodyWaits = async () => {
  const waiting = `select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`;
  expect((await owner.query(waiting)).rowCount).toBe(1);
};

test('a campaign does not complete over leads that an import adds at that moment', async () => {
  const { campaignId, listId } = await aCampaign();
  let settling: Promise<void> | undefined;
  await database.inTenant(tenantId, async (tx: TenantTx) => {
    expect(await enrolInCampaignsOfList(tx, { listId })).toEqual([campaignId]);
    settling = complete(campaignId);
    await eventually(somebodyWaits);
  });
  await settling;
  expect(await statusOf(campaignId)).toBe('running');
});

test('an import that comes a moment after the end adds nothing to a completed campaign', async () => {
  const { campaignId, listId } = await aCampaign();
  let enrolling: Promise<CampaignId[]> | undefined;
  await database.inTenant(tenantId, async (tx: TenantTx) => {
    await tx.query('select 1 from campaigns where id = $1 for update', [campaignId]);
    await tx.query(`update campaigns set status = 'completed' where id = $1`, [campaignId]);
    enrolling = database.inTenant(tenantId, (other) => enrolInCampaignsOfList(other, { listId }));
    await eventually(somebodyWaits);
  });
  expect(await enrolling).toEqual([]);
});
