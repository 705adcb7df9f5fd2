import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { connectDatabase, type Database } from '../../../database/connect.ts';
import type { TenantId } from '../../../domain/ids.ts';
import { eventually } from '../../../testing/eventually.ts';
import { createTestDatabase, type TestDatabase } from '../../../testing/postgres.ts';
import { countAll, createCampaignCounter } from './campaign-counts.ts';

const tenantId = randomUUID() as TenantId;
let server: TestDatabase;
let database: Database;
let owner: pg.Client;

beforeAll(async () => {
  server = await createTestDatabase();
  database = await connectDatabase(server.appUrl, { poolSize: 3 });
  owner = new pg.Client({ connectionString: server.ownerUrl });
  await owner.connect();
  // Counting looks at leads inside campaigns alone: the rows they belong to are left out.
  await owner.query(`set session_replication_role = replica`);
});
afterAll(async () => {
  await owner?.end();
  await database?.close();
  await server?.drop();
});

async function aCampaignOf(leads: number): Promise<string> {
  const campaignId = randomUUID();
  await owner.query(
    `insert into campaign_leads (tenant_id, campaign_id, lead_id, priority, state, reason)
     select $1, $2, gen_random_uuid(), 5, (array['waiting', 'done', 'blocked'])[1 + n % 3],
       case when n % 3 = 2 then 'suppressed' end from generate_series(1, $3) n`,
    [tenantId, campaignId, leads],
  );
  return campaignId;
}

/** The counter, what each of its own counts found, and a clock that the test moves. */
function aCounter() {
  const clock = { ms: 0 };
  const counted: string[] = [];
  const counter = createCampaignCounter({
    database: {
      inTenant: (tenant, work) => {
        counted.push(tenant);
        return database.inTenant(tenant, work);
      },
    },
    log: { warn: () => undefined },
    nowMs: () => clock.ms,
  });
  const of = (campaignId: string) => database.inTenant(tenantId, (tx) => counter.of(tx, campaignId));
  return { clock, counted, of };
}

const slowly = (campaignId: string) => database.inTenant(tenantId, (tx) => countAll(tx, campaignId));
const finishAll = (campaignId: string) =>
  owner.query(`update campaign_leads set state = 'done', reason = null where campaign_id = $1`, [campaignId]);

test('a small campaign is counted for each request', async () => {
  const campaignId = await aCampaignOf(60);
  const { of } = aCounter();
  expect(await of(campaignId)).toEqual(await slowly(campaignId));
  await finishAll(campaignId);
  expect((await of(campaignId)).states).toEqual({ done: 60 });
});

test('a large campaign is counted once for everybody who looks, and soon agrees with the slow way', async () => {
  const campaignId = await aCampaignOf(6_000);
  const { clock, counted, of } = aCounter();
  const first = await of(campaignId);
  expect(first).toEqual(await slowly(campaignId));
  expect(first.refusals).toEqual({ suppressed: 2_000 });

  await finishAll(campaignId);
  expect(await of(campaignId)).toEqual(first);
  expect(counted).toEqual([]);

  clock.ms += 2_000;
  await Promise.all(Array.from({ length: 2 }, () => of(campaignId)));
  expect(counted).toHaveLength(1);
  await eventually(async () => expect(await of(campaignId)).toEqual(await slowly(campaignId)));
});

test('totals that nobody looked at for long are counted before they are shown', async () => {
  const campaignId = await aCampaignOf(6_000);
  const { clock, of } = aCounter();
  await of(campaignId);
  await finishAll(campaignId);
  clock.ms += 60_000;
  expect((await of(campaignId)).states).toEqual({ done: 6_000 });
});
