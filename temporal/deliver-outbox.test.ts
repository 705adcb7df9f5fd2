import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { Client } from '@temporalio/client';
import { connectDatabase, type Database } from '../database/connect.ts';
import { addToOutbox, type OutboxEffect } from '../database/engine/outbox.ts';
import type { TenantId } from '../domain/ids.ts';
import { createTestDatabase, type TestDatabase } from '../testing/postgres.ts';
import { deliverOutbox } from './deliver-outbox.ts';

let server: TestDatabase;
let database: Database;
let tenantId: TenantId;
const happened: string[] = [];
let refuse: (what: string) => Error | undefined = () => undefined;

/** A Temporal server that writes down what it is asked. */
const note = async (what: string) => {
  await new Promise((resolve) => setImmediate(resolve));
  const refused = refuse(what);
  if (refused) throw refused;
  happened.push(what);
};
const temporal = {
  workflow: {
    start: (_type: string, { workflowId }: { workflowId: string }) => note(`start ${workflowId}`),
    getHandle: (id: string) => ({ signal: (name: string) => note(`${name} ${id}`) }),
  },
} as unknown as Pick<Client, 'workflow'>;
const clock = { now: () => Date.now() };

beforeAll(async () => {
  server = await createTestDatabase();
  database = await connectDatabase(server.appUrl, { poolSize: 6 });
});
afterAll(async () => {
  await database?.close();
  await server?.drop();
});
beforeEach(async () => {
  happened.length = 0;
  refuse = () => undefined;
  tenantId = randomUUID() as TenantId;
  await database.inTenant(tenantId, (tx) =>
    tx.query(`insert into tenants (id, slug, name) values ($1, $2, 'Acme')`, [tenantId, `t-${tenantId}`]),
  );
});

const start = (workflowId: string): OutboxEffect => ({
  kind: 'start-workflow',
  payload: { workflowType: 'campaign', workflowId, taskQueue: 'campaigns', args: [], reuse: 'allow' },
});
const signal = (workflowId: string, name: string): OutboxEffect => ({
  kind: 'signal',
  payload: { workflowId, name, args: [] },
});
const write = (...effects: OutboxEffect[]) =>
  database.inTenant(tenantId, async (tx) => {
    const ids: string[] = [];
    for (const effect of effects) ids.push(await addToOutbox(tx, 1_763_740_800_000, effect));
    return ids;
  });
const deliver = (...ids: string[]) => deliverOutbox({ database, temporal, clock }, tenantId, ids);
const left = () =>
  database.inTenant(tenantId, (tx) =>
    tx.query('select kind from outbox where tenant_id = $1 order by seq', [tenantId]),
  );

test('a stop that is asked for first goes after its start', async () => {
  const [, stop = ''] = await write(start('a'), signal('a', 'stop'));
  expect(await deliver(stop)).toBe(1);
  expect(happened).toEqual(['start a', 'stop a']);
  expect(await left()).toEqual([]);
});

test('deliverers side by side keep the order of each workflow', async () => {
  const ids = await write(
    ...Array.from({ length: 20 }, (_, i) => [start(`w${i}`), signal(`w${i}`, 'pause'), signal(`w${i}`, 'stop')]).flat(),
  );
  await Promise.all([deliver(...ids), deliver(...ids.toReversed()), deliver(...ids.toSorted(() => 0.5))]);
  for (let i = 0; i < 20; i++) {
    expect(happened.filter((what) => what.endsWith(` w${i}`))).toEqual([`start w${i}`, `pause w${i}`, `stop w${i}`]);
  }
});

test('nothing follows a start that failed, and a message that is refused holds up no other', async () => {
  const [first = '', second = ''] = await write(start('b'), signal('b', 'stop'));
  refuse = (what) => (what.startsWith('start') ? new Error('no') : undefined);
  expect(await deliver(first, second)).toBe(0);
  expect(await left()).toEqual([{ kind: 'start-workflow' }, { kind: 'signal' }]);
  refuse = () => undefined;
  expect(await deliver(second)).toBe(1);
  const [pause = '', stop = ''] = await write(signal('c', 'pause'), signal('c', 'stop'));
  refuse = (what) => (what === 'pause c' ? new Error('no') : undefined);
  expect(await deliver(pause, stop)).toBe(1);
  expect(happened).toEqual(['start b', 'stop b', 'stop c']);
});
