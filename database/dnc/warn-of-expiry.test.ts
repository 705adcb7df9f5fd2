import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { anImportHouse, type ImportHouse } from '../../testing/import-house.ts';
import { warnOfExpiry } from './warn-of-expiry.ts';

const DAY_MS = 86_400_000;
const UNTIL = Date.UTC(2026, 11, 22);
let house: ImportHouse;

beforeAll(async () => {
  house = await anImportHouse();
});
afterAll(() => house?.close());

test('a list in use is warned of 7 days and 1 day before it is too old and on the day, each once', async () => {
  await house.rows(
    `with list as (insert into dnc_lists (tenant_id, list) values ($1, 'us-federal') returning id),
       version as (insert into dnc_list_versions (tenant_id, list_id, status, mode, file_key, file_bytes, file_sha256,
         as_of, valid_until, activated_at) select $1, id, 'active', 'full', 'f', 0, '', $2, $2, $2 from list)
     insert into dnc_subscriptions (tenant_id, list, list_tenant_id, list_id, accepted_at)
       select $1, 'us-federal', $1, id, $2 from list`,
    [house.tenantId, new Date(UNTIL)],
  );
  const told: string[] = [];
  for (const daysBefore of [31, 8, 6.9, 6.5, 2, 0.9, 0.5, -0.1, -5]) {
    const nowMs = UNTIL - daysBefore * DAY_MS;
    const ages = await house.database.inTenant(house.tenantId, (tx) => warnOfExpiry(tx, nowMs));
    expect(ages).toEqual([{ list: 'us-federal', daysLeft: expect.closeTo(daysBefore, 5) }]);
    const events = await house.rows<{ type: string; data: { days: number } }>(
      `select type, data from events where type like 'dnc.%' order by id`,
    );
    const latest = events.at(-1);
    if (events.length > told.length && latest) told.push(`${daysBefore}: ${latest.type} ${latest.data.days}`);
  }
  expect(told).toEqual(['6.9: dnc.list-expiring 7', '0.9: dnc.list-expiring 1', '-0.1: dnc.list-expired 0']);
});
