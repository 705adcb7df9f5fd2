import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { TenantId } from '../../domain/ids.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/postgres.ts';
import { connectDatabase, type Database } from '../../database/connect.ts';
import { liveKitNames } from '../../workflows/contract.ts';
import type { Rooms } from '../rooms/rooms.ts';
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
