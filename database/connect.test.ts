import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { expect, test } from '@jest/globals';
import type { TenantId } from '../domain/ids.ts';
import { eventually } from '../testing/eventually.ts';
import { createTestDatabase } from '../testing/postgres.ts';
import { connectDatabase, type TenantTx } from './connect.ts';
import { isLostConnection } from './lost-connection.ts';

test('a process that froze in a transaction loses its locks, and the others go on', async () => {
  const created = await createTestDatabase();
  const frozen = await connectDatabase(created.appUrl, { poolSize: 1, longestPauseMs: 1_000 });
  const other = await connectDatabase(created.appUrl, { poolSize: 1 });
  const tenantId = randomUUID() as TenantId;
  try {
    await other.inTenant(tenantId, (tx) =>
      tx.query(`insert into tenants (id, slug, name) values ($1, 't', 'Test')`, [tenantId]),
    );
    const rename = `update tenants set name = 'Other' where id = $1 returning name`;
    let renamed: Promise<unknown> | undefined;
    const freezing = frozen.inTenant(tenantId, async (tx) => {
      await tx.query('select 1 from tenants where id = $1 for update', [tenantId]);
      renamed = other.inTenant(tenantId, (others) => others.query(rename, [tenantId]));
      await Promise.all([renamed, once(tx.client, 'error')]);
      await tx.query('select 1');
    });
    // Not a failure nobody expected: whoever asked is told to ask again.
    expect(isLostConnection(await freezing.catch((error: unknown) => error))).toBe(true);
    expect(await renamed).toEqual([{ name: 'Other' }]);
    await eventually(async () =>
      expect(await frozen.inTenant(tenantId, (tx) => tx.query('select 1 as alive'))).toEqual([{ alive: 1 }]),
    );
  } finally {
    await frozen.close();
    await other.close();
    await created.drop();
  }
});

test('plans are kept for the transaction that asks for it, and for no other of its connection', async () => {
  const created = await createTestDatabase();
  const database = await connectDatabase(created.appUrl, { poolSize: 1 });
  const tenantId = randomUUID() as TenantId;
  const settings = (tx: TenantTx) =>
    tx.query(`select current_setting('plan_cache_mode') as plans, current_setting('enable_seqscan') as tables`);
  try {
    expect(await database.inTenant(tenantId, settings, 'once')).toEqual([
      { plans: 'force_generic_plan', tables: 'off' },
    ]);
    expect(await database.inTenant(tenantId, settings)).toEqual([{ plans: 'auto', tables: 'on' }]);
    const own = await database.inTenant(tenantId, (tx) => tx.query('select id from tenants'), 'once');
    expect(own).toEqual([]);
  } finally {
    await database.close();
    await created.drop();
  }
});

test('a transaction in which a failed statement was passed over is told as failed, since nothing of it is written', async () => {
  const created = await createTestDatabase();
  const database = await connectDatabase(created.appUrl, { poolSize: 1 });
  const tenantId = randomUUID() as TenantId;
  try {
    const passingOver = database.inTenant(tenantId, async (tx) => {
      await tx.query(`insert into tenants (id, slug, name) values ($1, 't', 'Test')`, [tenantId]);
      await tx.query('select 1 / 0').catch(() => undefined);
    });
    await expect(passingOver).rejects.toThrow('nothing of it was written');
    expect(await database.inTenant(tenantId, (tx) => tx.query('select id from tenants'))).toEqual([]);
  } finally {
    await database.close();
    await created.drop();
  }
});
