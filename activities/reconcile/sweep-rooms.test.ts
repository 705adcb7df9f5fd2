import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { TenantId } from '../../domain/ids.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/postgres.ts';
import { connectDatabase, type Database } from '../../database/connect.ts';
import { uuidv7 } from '../../database/engine/uuidv7.ts';
import { liveKitNames } from '../../workflows/contract.ts';
import type { Rooms } from '../rooms/rooms.ts';
import { createSweepLostCalls } from './sweep-lost-calls.ts';
import { sweepRooms } from './sweep-rooms.ts';

let created: TestDatabase;
let database: Database;
const ours = randomUUID() as TenantId;

beforeAll(async () => {
  created = await createTestDatabase();
  database = await connectDatabase(created.appUrl, { poolSize: 2 });
  await database.inTenant(ours, (tx) =>
    tx.query(`insert into tenants (id, slug, name) values ($1, 't', 'Test')`, [ours]),
  );
});
afterAll(async () => {
  await database?.close();
  await created?.drop();
});

/** A LiveKit server with these rooms, all an hour old and empty. */
function roomsNamed(names: readonly string[]): Rooms & { closed: string[] } {
  const closed: string[] = [];
  return {
    closed,
    open: () => Promise.reject(new Error('nothing is opened here')),
    close: (name) => Promise.resolve(void closed.push(name)),
    tellOptedOut: () => Promise.resolve(),
    participants: () => Promise.resolve([]),
    list: () => Promise.resolve(names.map((name) => ({ name, participants: 0, createdAtMs: Date.now() - 3_600_000 }))),
  };
}

test('rooms that nobody ends are deleted, those of another installation on the same server are not', async () => {
  const forgotten = liveKitNames.room(ours, randomUUID());
  const foreign = liveKitNames.room(randomUUID(), randomUUID());
  const rooms = roomsNamed([forgotten, foreign]);
  const clock = { now: () => Date.now() };
  const temporal = {
    workflow: {
      getHandle: () => {
        throw new Error('no workflow is asked');
      },
    },
  };

  expect(await sweepRooms({ database, rooms, clock, temporal: temporal as never })).toBe(1);
  expect(rooms.closed).toEqual([forgotten]);
});

test('a conversation whose room is gone is reported after a minute, one whose room is there is not', async () => {
  const attempt = async () => {
    const id = uuidv7(Date.now());
    const room = liveKitNames.room(ours, id);
    await database.inTenant(ours, async (tx) => {
      const at = [ours, id, randomUUID(), room, randomBytes(32)];
      await tx.query(
        `insert into attempts (tenant_id, id, agent_id, trunk_id, carrier, room, due_at, number_hmac, number_enc, key_id,
           state, dial_started_at, answered_at)
         values ($1, $2, $3, $3, 'loopback', $4, now(), $5, $5, 'k', 'active', now(), now())`,
        at,
      );
      await tx.query(
        `insert into leases (attempt_id, tenant_id, agent_id, trunk_id, number_hmac, media) values ($2, $1, $3, $3, $4, true)`,
        [ours, id, randomUUID(), at[4]],
      );
    });
    return { id, room };
  };
  const [lost, talking] = [await attempt(), await attempt()];
  const signalled: unknown[] = [];
  let nowMs = Date.now() + 1_000;
  const sweep = createSweepLostCalls({
    database,
    rooms: roomsNamed([talking.room]),
    clock: { now: () => nowMs },
    temporal: {
      workflow: {
        getHandle: (id: string) => ({ signal: async (_: unknown, report: unknown) => signalled.push([id, report]) }),
      },
    } as never,
  });

  expect(await sweep()).toBe(0);
  nowMs += 59_000;
  // Its report may still be on its way.
  expect(await sweep()).toBe(0);
  nowMs += 1_000;
  expect(await sweep()).toBe(1);
  expect(signalled).toEqual([
    [`call:${lost.id}`, expect.objectContaining({ outcome: 'agent-failed', endReason: 'agent-lost' })],
  ]);
});
