import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { dispose } from '@livekit/rtc-node';
import type { EngineDeps } from '../deps.ts';
import type { CallRef } from '../interface.ts';
import type { AttemptId, TenantId } from '../../domain/ids.ts';
import { eventually } from '../../testing/eventually.ts';
import { startTestTemporal, type TestTemporal } from '../../testing/temporal.ts';
import { CallMetadata } from '../../voice-worker/contract.ts';
import { callEnded, callOfRoom, liveKitNames, workflowIds } from '../../workflows/contract.ts';
import { createLiveKitSipCarrier } from '../telephony/livekit-sip.ts';
import { activitiesWith } from '../testing/activities-with.ts';
import { startTestLiveKit, type TestLiveKit } from '../testing/livekit.ts';
import { leased } from '../testing/attempts.ts';
import {
  aCampaign,
  aLaunch,
  aNumber,
  aTenant,
  aTrunk,
  someLeads,
  startTestEngine,
  type TestEngine,
} from '../testing/test-engine.ts';
import { createLiveKitRooms } from './livekit-rooms.ts';
import type { Rooms } from './rooms.ts';

let temporal: TestTemporal;
let livekit: TestLiveKit;
let engine: TestEngine;
let rooms: Rooms;

beforeAll(async () => {
  [temporal, livekit] = await Promise.all([startTestTemporal(), startTestLiveKit()]);
  rooms = createLiveKitRooms(livekit.rooms);
  engine = await startTestEngine({ temporal: temporal.client, keyring: temporal.keyring, changes: { rooms } });
  engine = { ...engine, activities: activitiesWith(engine, {}, { carriers: withMedia() }) };
});
afterAll(async () => {
  await engine?.stop();
  await livekit?.stop();
  await temporal?.stop();
  await dispose();
});
beforeEach(async () => {
  await engine.rows(`delete from voice_workers`);
  await engine.rows(
    `insert into voice_workers (name, capacity, active, ready, heartbeat_at)
     values ('w', 50, 0, 1, now() + interval '1 hour')`,
  );
});

/** Media, and no callees: what is tested here ends before the dial. */
function withMedia(): EngineDeps['carriers'] {
  const fake = engine.deps.carriers.fake!;
  return { loopback: { ...fake, capabilities: { ...fake.capabilities, media: true } } };
}

const aRoom = () => liveKitNames.room(randomUUID(), randomUUID());
const agent = { name: 'ringfence', metadata: '{}' };

async function aMediaCall(): Promise<CallRef & { room: string }> {
  const tenantId = await aTenant(engine);
  const campaign = await aCampaign(engine, tenantId, await aTrunk(engine, { carrier: 'loopback' }));
  await someLeads(engine, campaign, [aNumber(1)]);
  await engine.activities.launchCalls(aLaunch(campaign));
  const [ref] = await leased(engine, tenantId);
  if (!ref) throw new Error('not launched');
  return { ...ref, room: liveKitNames.room(ref.tenantId, ref.attemptId) };
}
const prepare = (ref: CallRef) => engine.activities.prepareCall({ ...ref, dialAt: new Date().toISOString() });
const exists = async (room: string) => (await livekit.rooms.listRooms([room])).length > 0;

describe('rooms', () => {
  test('are made once, with one agent, however often they are asked for', async () => {
    const room = aRoom();
    await Promise.all([rooms.open(room, agent), rooms.open(room, agent)]);
    await rooms.open(room, agent);
    const dispatches = await livekit.dispatches.listDispatch(room);
    expect(dispatches).toHaveLength(1);
    await rooms.close(room);
    expect(await exists(room)).toBe(false);
  });

  test('that are not there close well and hold nobody', async () => {
    await rooms.close(aRoom());
    expect(await rooms.participants(aRoom())).toEqual([]);
  });

  test('tell who is in them, and which are calls', async () => {
    const room = aRoom();
    await rooms.open(room, agent);
    await livekit.rooms.createRoom({ name: 'somebody-else' });
    await livekit.join(room, { identity: 'callee-1', kind: 'sip', attributes: { 'sip.callStatus': 'ringing' } });
    await eventually(async () => {
      expect(await rooms.participants(room)).toMatchObject([
        { identity: 'callee-1', kind: 'sip', attributes: { 'sip.callStatus': 'ringing' } },
      ]);
    });
    const list = await rooms.list();
    expect(list.map((one) => one.name)).toContain(room);
    expect(list.map((one) => one.name)).not.toContain('somebody-else');
    await rooms.close(room);
  });

  test('name their call', () => {
    const [tenantId, attemptId] = [randomUUID() as TenantId, randomUUID() as AttemptId];
    expect(callOfRoom(liveKitNames.room(tenantId, attemptId))).toEqual({ tenantId, attemptId });
    expect(callOfRoom('inbound_x')).toBeNull();
  });
});

describe('preparing a call', () => {
  test('makes its room with ids only, and waits for the agent to be ready', async () => {
    const ref = await aMediaCall();
    // Its clock stands: the agent is waited for however long it takes to come.
    const now = Date.now();
    const { prepareCall } = activitiesWith(engine, {}, { carriers: withMedia(), clock: { now: () => now } });
    const preparing = prepareCall({ ...ref, dialAt: new Date(now).toISOString() });
    await eventually(async () => expect(await exists(ref.room)).toBe(true));
    const [room] = await livekit.rooms.listRooms([ref.room]);
    expect(CallMetadata.parse(JSON.parse(room!.metadata))).toMatchObject({
      tenant_id: ref.tenantId,
      attempt_id: ref.attemptId,
      call_type: 'campaign',
    });
    expect(room!.metadata).not.toMatch(/\+1/);

    await livekit.joinReadyAgent(ref.room);

    expect(await preparing).toEqual({ kind: 'ready' });
    await rooms.close(ref.room);
  });

  test('gives up when no agent comes, and takes the room down', async () => {
    const ref = await aMediaCall();
    const preparing = prepare(ref);
    await eventually(async () => expect(await exists(ref.room)).toBe(true));
    engine.clock.shiftMs = 11_000;
    expect(await preparing).toMatchObject({ kind: 'not-dialled', disposition: 'no-agent' });
    engine.clock.shiftMs = 0;
    expect(await exists(ref.room)).toBe(false);
  });

  test('leaves no room behind a fence that fell meanwhile', async () => {
    const ref = await aMediaCall();
    const slow: Rooms = {
      ...rooms,
      async open(room, about) {
        await engine.rows(`update attempts set fenced_at = now() where id = $1`, [ref.attemptId]);
        await rooms.open(room, about);
      },
    };
    const activities = activitiesWith(engine, {}, { rooms: slow });
    const prepared = await activities.prepareCall({ ...ref, dialAt: new Date().toISOString() });
    expect(prepared).toMatchObject({ kind: 'not-dialled', disposition: 'cancelled', reason: 'fenced' });
    expect(await exists(ref.room)).toBe(false);
  });
});

describe('the sweep of rooms', () => {
  test('deletes those of ended calls', async () => {
    const ref = await aMediaCall();
    await engine.activities.finishCall({ ...ref, disposition: 'cancelled', endReason: 'not-dialled' });
    await rooms.open(ref.room, agent);
    engine.clock.shiftMs = 20_000;
    await engine.activities.reconcile({ olderThanMs: 60_000 });
    engine.clock.shiftMs = 0;
    expect(await exists(ref.room)).toBe(false);
  });

  test('tells the workflow of a call whose agent is gone, and leaves complete calls alone', async () => {
    const lost = await aMediaCall();
    const complete = await aMediaCall();
    for (const ref of [lost, complete]) {
      await rooms.open(ref.room, agent);
      await livekit.join(ref.room, { identity: liveKitNames.callee(ref.attemptId), kind: 'sip' });
      await engine.rows(
        `update attempts set state = 'active', dial_started_at = now(), answered_at = now() where id = $1`,
        [ref.attemptId],
      );
    }
    await livekit.joinReadyAgent(complete.room);
    await eventually(async () => expect(await rooms.participants(complete.room)).toHaveLength(2));

    engine.clock.shiftMs = 20_000;
    await engine.activities.reconcile({ olderThanMs: 60_000 });
    engine.clock.shiftMs = 0;

    const signalsOf = async ({ attemptId }: CallRef) => {
      const { events } = await temporal.client.workflow.getHandle(workflowIds.call(attemptId)).fetchHistory();
      return events?.flatMap((event) => event.workflowExecutionSignaledEventAttributes?.signalName ?? []);
    };
    expect(await signalsOf(lost)).toEqual([callEnded.name]);
    expect(await signalsOf(complete)).toEqual([]);
    await rooms.close(lost.room);
    await rooms.close(complete.room);
  });
});

describe('the fence of a SIP call', () => {
  test('says what the room showed, then deletes it', async () => {
    const sip = createLiveKitSipCarrier(
      { createSipParticipant: () => Promise.reject(new Error('unused')), listSipOutboundTrunk: async () => [] },
      rooms,
    );
    const room = aRoom();
    const ref = { attemptId: randomUUID() as AttemptId, room, calleeIdentity: 'callee-x' };
    await rooms.open(room, agent);
    expect(await sip.fence(ref)).toEqual({ placed: 'maybe', ringing: false, answered: false });

    await rooms.open(room, agent);
    await livekit.join(room, { identity: 'callee-x', kind: 'sip', attributes: { 'sip.callStatus': 'active' } });
    await eventually(async () => expect(await rooms.participants(room)).toHaveLength(1));
    expect(await sip.fence(ref)).toEqual({ placed: 'yes', ringing: true, answered: true });
    expect(await exists(room)).toBe(false);
    expect(await sip.fence(ref)).toEqual({ placed: 'maybe', ringing: false, answered: false });
  });
});
