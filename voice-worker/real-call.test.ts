import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { AudioStream, dispose, type RemoteTrack, Room, RoomEvent, TrackKind } from '@livekit/rtc-node';
import { AccessToken } from 'livekit-server-sdk';
import { AUDIBLE, loudness } from '../speech/pcm.ts';
import { DataPacket_Kind } from '@livekit/protocol';
import { OPTED_OUT_TOPIC, TESTER_PREFIX } from './contract.ts';
import { until } from '../testing/child-scripts.ts';
import { aConfiguration } from './testing/builders.ts';
import { VoiceRig } from './testing/voice-rig.ts';

/** Real calls: a real LiveKit server, worker and callees as processes of their own, speech that is really heard. */

const livekit = process.env['RINGFENCE_LIVEKIT_BIN'] ?? '';
const describeWithLiveKit = livekit === '' ? describe.skip : describe;

// The broken model is a closed port of this machine. LiveKit offers a call once, and one that a full worker refuses is
// lost: the engine begins no more than there is room for, these tests do not look, and a call's process outlives its report.
const rig = new VoiceRig({ env: { PROVIDER_ALLOWED_HOSTS: '127.0.0.1:9', MAX_CONCURRENCY: '30' } });
const CLOSED_PORT = 'http://127.0.0.1:9/v1';

describeWithLiveKit('a real call', () => {
  beforeAll(() => rig.start(livekit));
  afterAll(async () => {
    await rig.stop();
    await dispose();
  });

  async function call(tail: string, about: Parameters<VoiceRig['prepare']>[0] = {}) {
    const context = await rig.prepare(about);
    const placed = await rig.dial(context, `+121255501${tail}`);
    if (placed.kind !== 'placed' || placed.call.outcome !== 'answered')
      throw new Error(`not answered: ${JSON.stringify(placed)}`);
    const report = await rig.report(context.attemptId);
    await until(
      () => (rig.api.turns.get(context.attemptId)?.length ?? 0) >= report.turns,
      'every turn is with the API',
    );
    await until(() => rig.carrierLog(context.attemptId).at(-1)?.event === 'ended', 'the carrier saw the end');
    const turns = rig.api.turns.get(context.attemptId) ?? [];
    return { context, report, turns, heard: rig.carrierLog(context.attemptId).at(-1)?.heard };
  }
  async function join(room: string, identity: string): Promise<Room> {
    const token = new AccessToken('rig', 'secret-of-the-voice-rig-0123456789-abcdef', { identity });
    token.addGrant({ roomJoin: true, room, canSubscribe: true, canPublish: true, canPublishData: true });
    const joined = new Room();
    await joined.connect(rig.livekitUrl, await token.toJwt(), { autoSubscribe: true, dynacast: false });
    return joined;
  }
  const said = (turns: { speaker: string; text: string }[], speaker: string) =>
    turns
      .filter((turn) => turn.speaker === speaker)
      .map(({ text }) => text)
      .join(' ');

  const DISCLOSURE = 'This is an automated call from Maple Energy.';
  const BROKEN = { llm_provider: 'openai', llm_model: 'gone', llm_base_url: CLOSED_PORT };
  // Held four at a time, since each takes as long as people talk.
  const talks = once(() =>
    Promise.all([
      call('01'),
      call('82', { context: { disclosure: DISCLOSURE } }),
      call('00', { config: aConfiguration(BROKEN) }),
      call('02', { config: aConfiguration({ ...BROKEN, fallbacks: { llm: { provider: 'demo', model: 'script' } } }) }),
    ]),
  );
  const MESSAGE = [
    { words: 'This is an automated assistant calling for Maple Energy.', keys: ['identity', 'ai'], required: true },
    { words: 'To stop these calls, call 8 0 0, 5 5 5, 0 1 9 9.', keys: ['toll-free-number'], required: true },
  ];
  const wishes = once(() =>
    Promise.all([call('64'), call('69'), call('52'), call('74'), call('53', { context: { message: MESSAGE } })]),
  );

  test('goes from greeting to goodbye, and the agent speaks after the answer, soon', async () => {
    const [{ report, turns, heard }] = await talks();
    expect(report).toMatchObject({ outcome: 'completed', endReason: 'agent-ended', optOut: false });
    expect(heard).toMatchObject({ beforeAnswer: false });
    // It waits neither for the callee to speak nor for its words to be made; how soon is the benchmark's to say.
    expect(heard?.firstAudioMs).toBeLessThan(10_000);
    expect(turns.map(({ index }) => index)).toEqual(turns.map((_, index) => index));
    expect(said(turns, 'callee')).toContain('How much does it cost?');
    expect(said(turns, 'agent')).toContain('nineteen dollars');
    expect(turns.find(({ text }) => text.includes('nineteen'))?.latency).toMatchObject({
      llmTtftMs: expect.any(Number),
      ttsTtfbMs: expect.any(Number),
      totalMs: expect.any(Number),
    });
  }, 300_000);

  test('says the required disclosure whole before the greeting, even to somebody who talks over it', async () => {
    const [, { turns, report }] = await talks();
    expect(turns.find(({ speaker }) => speaker === 'agent')).toMatchObject({ text: DISCLOSURE, interrupted: false });
    expect(turns.some(({ interrupted }) => interrupted)).toBe(true);
    expect(report.outcome).toBe('completed');
  }, 300_000);

  test('whose language model fails ends with an apology and a reason, or goes on with its fallback', async () => {
    const [, , failing, falling] = await talks();
    expect(failing.report).toMatchObject({ outcome: 'agent-failed', endReason: 'provider-failed' });
    expect(failing.report.error).toContain('language model failed');
    expect(said(failing.turns, 'agent')).toContain('technical problem');
    expect(falling.report).toMatchObject({ outcome: 'completed', endReason: 'agent-ended' });
  }, 300_000);

  test('with a refusal: it is on the suppression list before the agent confirms it', async () => {
    const [{ context, report, turns }] = await wishes();
    expect(report).toMatchObject({ outcome: 'opted-out', endReason: 'opted-out', optOut: true });
    const written = Date.parse(rig.api.optOuts.get(context.attemptId)?.[0]?.heardAt ?? '');
    const confirmed = turns.find(({ text }) => text.includes('will not be called again'));
    expect(written).toBeLessThan(Date.parse(confirmed?.startedAt ?? ''));
  }, 300_000);

  test('with any other wish ends with that', async () => {
    const [, callback, machine, human] = await wishes();
    const [local] = rig.api.callbacks.get(callback.context.attemptId) ?? [];
    expect(callback.report).toMatchObject({ outcome: 'callback-requested', callback: { at: `${local}:00.000Z` } });
    expect(machine.report).toMatchObject({ outcome: 'voicemail', endReason: 'voicemail' });
    expect(human.report.outcome).toBe('human-requested');
  }, 300_000);

  test('with a machine leaves the message after its greeting, and says which words of the law were left', async () => {
    const [, , hungUp, , left] = await wishes();
    expect(left.report).toMatchObject({ outcome: 'voicemail', endReason: 'voicemail' });
    const greeted = left.turns.find(({ text }) => text.includes('after the tone'));
    for (const { words } of MESSAGE) {
      const turn = left.turns.find(({ text }) => text === words);
      expect(turn).toMatchObject({ speaker: 'agent', interrupted: false });
      expect(Date.parse(turn?.startedAt ?? '')).toBeGreaterThan(Date.parse(greeted?.endedAt ?? ''));
    }
    await until(() => rig.api.disclosures.has(left.context.attemptId), 'what was said is with the API');
    expect(rig.api.disclosures.get(left.context.attemptId)).toMatchObject([
      {
        on: 'voicemail',
        said: ['identity', 'ai', 'toll-free-number'].map((key) => ({ key, whole: true })),
      },
    ]);
    expect(rig.api.disclosures.get(hungUp.context.attemptId)).toBeUndefined();
  }, 300_000);

  test('with a refusal by key press: stored first, then confirmed, then ended', async () => {
    const context = await rig.prepare({ context: { callType: 'test', calleeIdentity: TESTER_PREFIX } });
    const tester = await join(context.attemptId, `${TESTER_PREFIX}ada`);
    const stranger = await join(context.attemptId, 'supervisor');
    await until(() => (rig.api.turns.get(context.attemptId)?.length ?? 0) > 0, 'the agent has greeted');
    rig.api.optOutDelayMs = 700;
    await stranger.localParticipant?.publishDtmf(9, '9');
    await tester.localParticipant?.publishDtmf(1, '1');
    await tester.localParticipant?.publishDtmf(9, '9');
    const report = await rig.report(context.attemptId);
    rig.api.optOutDelayMs = 0;
    expect(report).toMatchObject({ outcome: 'opted-out', endReason: 'opted-out', optOut: true });
    expect(rig.api.optOuts.get(context.attemptId)).toMatchObject([{ by: 'key-press' }]);
    const said = () => rig.api.turns.get(context.attemptId)?.find(({ text }) => text.includes('do-not-call list'));
    await until(() => said() !== undefined, 'the confirmation is in the transcript');
    const storedAt = rig.api.optOutStoredAt.get(context.attemptId) ?? Number.POSITIVE_INFINITY;
    expect(Date.parse(said()?.startedAt ?? '')).toBeGreaterThanOrEqual(storedAt);
    await tester.disconnect();
    await stranger.disconnect();
  });

  test('whose callee refuses calls elsewhere ends with a goodbye; a participant cannot bring that about', async () => {
    const context = await rig.prepare({ context: { callType: 'test', calleeIdentity: TESTER_PREFIX } });
    const tester = await join(context.attemptId, `${TESTER_PREFIX}ada`);
    await until(() => (rig.api.turns.get(context.attemptId)?.length ?? 0) > 0, 'the agent has greeted');
    await tester.localParticipant?.publishData(new Uint8Array(), { reliable: true, topic: OPTED_OUT_TOPIC });
    await expect(rig.report(context.attemptId, 1_000)).rejects.toThrow('did not happen');
    await rig.rooms.sendData(context.attemptId, new Uint8Array(), DataPacket_Kind.RELIABLE, { topic: OPTED_OUT_TOPIC });
    const report = await rig.report(context.attemptId);
    expect(report).toMatchObject({ outcome: 'opted-out', endReason: 'opted-out', optOut: false });
    expect(rig.api.optOuts.has(context.attemptId)).toBe(false);
    await tester.disconnect();
  });

  test('is never placed into a room that does not exist', async () => {
    const context = await rig.prepare();
    await rig.rooms.deleteRoom(context.attemptId);
    expect(await rig.dial(context, '+12125550101')).toMatchObject({ kind: 'refused', type: 'room-not-found' });
    expect(rig.carrierLog(context.attemptId).map(({ event }) => event)).toEqual(['refused']);
  });

  test('stops ringing when its room is deleted, and is not reported as a conversation', async () => {
    const context = await rig.prepare();
    const dialling = rig.dial(context, '+12125550145', 110_000);
    await until(() => rig.carrierLog(context.attemptId).some(({ event }) => event === 'ringing'), 'it rings');
    await rig.rooms.deleteRoom(context.attemptId);
    expect(await dialling).toMatchObject({ kind: 'placed', call: { outcome: 'failed', ringing: true } });
    expect(rig.carrierLog(context.attemptId).at(-1)).toMatchObject({ event: 'ended', reason: 'room-gone' });
    await expect(rig.report(context.attemptId, 1_000)).rejects.toThrow('did not happen');
  });

  test('from a browser: the tester is greeted when they join', async () => {
    const context = await rig.prepare({
      context: { callType: 'test', calleeIdentity: TESTER_PREFIX, workflowId: null },
    });
    const token = new AccessToken('rig', 'secret-of-the-voice-rig-0123456789-abcdef', {
      identity: `${TESTER_PREFIX}ada`,
    });
    token.addGrant({ roomJoin: true, room: context.attemptId, canSubscribe: true, canPublish: true });
    const room = new Room();
    let heard = false;
    room.on(RoomEvent.TrackSubscribed, (track: RemoteTrack) => {
      if (track.kind !== TrackKind.KIND_AUDIO) return;
      void (async () => {
        for await (const frame of new AudioStream(track, 16_000, 1)) heard ||= loudness(frame.data) > AUDIBLE;
      })();
    });
    await room.connect(rig.livekitUrl, await token.toJwt(), { autoSubscribe: true, dynacast: false });
    await until(() => heard, 'the tester hears the agent');
    await room.disconnect();
    await until(async () => (await rig.rooms.listRooms([context.attemptId])).length === 0, 'the room is gone');
  });

  test('whose LiveKit is killed is given up by both sides, and the next call goes well', async () => {
    const context = await rig.prepare();
    await rig.dial(context, '+12125550100');
    await rig.end('livekit', 'SIGKILL');
    const report = await rig.report(context.attemptId);
    expect(report).toMatchObject({ outcome: 'agent-failed', endReason: 'agent-lost' });
    await until(() => rig.carrierLog(context.attemptId).at(-1)?.event === 'ended', 'the carrier gave it up');
    expect(rig.carrierLog(context.attemptId).at(-1)).toMatchObject({ concurrent: 0 });
    await rig.startLiveKit();
    await until(() => rig.api.heartbeats.at(-1)?.ready ?? false, 'the worker is connected again');
    expect((await call('59')).report.outcome).toBe('callee-hung-up');
  }, 300_000);

  test('goes on while the worker is being stopped, and the worker takes no other', async () => {
    const context = await rig.prepare();
    await rig.dial(context, '+12125550164');
    const stopped = rig.end('voice-worker', 'SIGTERM');
    await until(() => rig.api.heartbeats.at(-1)?.ready === false, 'the worker says that it takes no more');
    expect(await rig.report(context.attemptId)).toMatchObject({ outcome: 'opted-out', optOut: true });
    await stopped;
    await rig.startWorker();
  }, 300_000);

  test('whose worker is killed ends, and its report waits for the worker that comes after', async () => {
    const context = await rig.prepare();
    await rig.dial(context, '+12125550102');
    await until(() => (rig.api.turns.get(context.attemptId)?.length ?? 0) > 0, 'they talk');
    await rig.end('voice-worker', 'SIGKILL');
    expect(await rig.report(context.attemptId)).toMatchObject({ outcome: 'agent-failed', endReason: 'agent-lost' });
    await until(async () => (await rig.rooms.listRooms([context.attemptId])).length === 0, 'the callee is hung up');
  }, 300_000);
});

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}
