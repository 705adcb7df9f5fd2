import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { dispose } from '@livekit/rtc-node';
import { readCallLog } from '../../dev-carrier/call-log.ts';
import type { AttemptId, E164, TenantId } from '../../domain/ids.ts';
import { type ChildScript, until, watch } from '../../testing/child-scripts.ts';
import { eventually } from '../../testing/eventually.ts';
import { liveKitNames } from '../../workflows/contract.ts';
import { createLiveKitRooms } from '../rooms/livekit-rooms.ts';
import type { Rooms } from '../rooms/rooms.ts';
import { freePort } from '../../testing/free-port.ts';
import { startTestLiveKit, type TestLiveKit } from '../testing/livekit.ts';
import type { Carrier, Placement } from './carrier.ts';
import { DevCarrierClient } from './dev-carrier-client.ts';
import { createLoopbackCarrier } from './loopback.ts';

let livekit: TestLiveKit;
let rooms: Rooms;
let process_: ChildScript;
let client: DevCarrierClient;
let carrier: Carrier;
const folder = mkdtempSync(join(tmpdir(), 'engine-loopback-'));
const log = join(folder, 'calls.jsonl');

beforeAll(async () => {
  livekit = await startTestLiveKit();
  rooms = createLiveKitRooms(livekit.rooms);
  const port = await freePort();
  process_ = watch(
    spawn(process.execPath, ['--no-warnings', 'dev-carrier/main.ts'], {
      env: {
        ...process.env,
        NODE_ENV: 'production',
        NODE_OPTIONS: '',
        DEV_CARRIER_PORT: String(port),
        DEV_CARRIER_LOG: log,
        ...livekit.environment,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    }),
  );
  client = new DevCarrierClient(`http://127.0.0.1:${port}`);
  carrier = createLoopbackCarrier(client, rooms);
  await until(async () => (await carrier.validate()).problems.length === 0, 'the development carrier answers');
});
afterAll(async () => {
  process_?.kill('SIGTERM');
  await process_?.ended;
  await livekit?.stop();
  rmSync(folder, { recursive: true, force: true });
  await dispose();
});

/** A call whose room is there, with an agent that keeps silent. The last two digits choose the callee. */
async function aPlacement(number: string): Promise<Placement> {
  const [tenantId, attemptId] = [randomUUID() as TenantId, randomUUID() as AttemptId];
  const room = liveKitNames.room(tenantId, attemptId);
  await rooms.open(room, { name: 'nobody', metadata: '{}' });
  await livekit.joinReadyAgent(room);
  return {
    tenantId,
    attemptId,
    number: number as E164,
    fromNumber: null,
    room,
    calleeIdentity: liveKitNames.callee(attemptId),
    carrierTrunkId: null,
    ringTimeoutMs: 15_000,
    maxDurationMs: 60_000,
    clockOffsetMs: 0,
    zone: 'America/New_York',
  };
}
const silent = { ringing: () => undefined };
const placed = (intent: string) => readCallLog(log).filter((one) => one.event === 'placed' && one.intent === intent);
const stateOf = async (intent: string) => (await client.callsOf(intent))[0]?.state;

test('a callee answers in the room, is seen ringing, and the room’s end is the call’s', async () => {
  const call = await aPlacement('+12125550101');
  let rang = 0;

  const outcome = await carrier.place(call, { ringing: () => (rang += 1) });

  expect(outcome).toMatchObject({ kind: 'answered' });
  expect(rang).toBe(1);
  expect(await carrier.find(call)).toEqual({ placed: 'yes', ringing: true, answered: true });
  expect((await rooms.participants(call.room)).map((one) => one.kind).toSorted()).toEqual(['agent', 'sip']);
  await carrier.hangUp(call);
  await eventually(async () => expect(await stateOf(call.attemptId)).toBe('ended'));
});

test('a busy callee is busy', async () => {
  const call = await aPlacement('+12125550132');
  expect(await carrier.place(call, silent)).toMatchObject({ kind: 'failed', disposition: 'busy', sipStatus: 486 });
  await rooms.close(call.room);
});

test('without its room nothing is placed', async () => {
  const call = await aPlacement('+12125550102');
  await rooms.close(call.room);
  expect(await carrier.place(call, silent)).toMatchObject({ kind: 'unknown' });
  expect(placed(call.attemptId)).toEqual([]);
  expect(await carrier.fence(call)).toEqual({ placed: 'never', ringing: false, answered: false });
});

test('the fence cuts a ringing call and refuses the intent from then on', async () => {
  const call = await aPlacement('+12125550145');
  const dialling = carrier.place(call, silent);
  await eventually(() => expect(placed(call.attemptId)).toHaveLength(1));

  expect(await carrier.fence(call)).toMatchObject({ placed: 'yes', answered: false });

  expect((await dialling).kind).not.toBe('answered');
  expect(await stateOf(call.attemptId)).toBe('ended');
  await rooms.open(call.room, { name: 'nobody', metadata: '{}' });
  expect(await carrier.place(call, silent)).toMatchObject({ kind: 'unknown' });
  expect(placed(call.attemptId)).toHaveLength(1);
  await rooms.close(call.room);
});
