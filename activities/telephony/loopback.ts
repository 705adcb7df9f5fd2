import type { Rooms } from '../rooms/rooms.ts';
import type { Carrier } from './carrier.ts';
import type { DevCarrierClient } from './dev-carrier-client.ts';
import { devCarrierOutcome } from './dev-carrier-outcome.ts';
import { seenIn, validateDevCarrier } from './fake.ts';
import { watchRinging } from './watch-ringing.ts';

/** Callees with a voice who join the real room. The room is the fence, as at a SIP trunk; the intent is fenced as well. */
export function createLoopbackCarrier(client: DevCarrierClient, rooms: Rooms): Carrier {
  return {
    name: 'loopback',
    capabilities: { fence: 'room', media: true, reports: 'voice-worker', real: false },
    async place(call, observer) {
      const watch = watchRinging(rooms, call, observer);
      try {
        const answer = await client.place({
          carrier: 'loopback',
          intent: call.attemptId,
          room: call.room,
          participantIdentity: call.calleeIdentity,
          number: call.number,
          ...(call.fromNumber === null ? {} : { fromNumber: call.fromNumber }),
          ringingTimeoutMs: call.ringTimeoutMs,
          maxDurationMs: call.maxDurationMs,
          clockOffsetMs: call.clockOffsetMs,
          ...(call.zone === null ? {} : { zone: call.zone }),
        });
        return devCarrierOutcome(answer, call.ringTimeoutMs, watch.observer);
      } finally {
        watch.stop();
      }
    },
    find: async ({ attemptId }) => seenIn(await client.callsOf(attemptId)),
    hangUp: ({ room }) => rooms.close(room),
    async fence({ attemptId, room }) {
      await rooms.close(room);
      const { saw, call } = await client.fence(attemptId);
      return saw === 'never-placed' ? seenIn([]) : seenIn(call ? [call] : []);
    },
    validate: () => validateDevCarrier(client),
  };
}
