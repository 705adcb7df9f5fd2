import { type SipClient, SipCallError, ServerError } from 'livekit-server-sdk';
import { type DialError, type DialSeen, sipOutcome } from '../../domain/sip-outcome.ts';
import type { FenceSeen } from '../interface.ts';
import type { Rooms } from '../rooms/rooms.ts';
import type { Carrier, Placement, PlacementOutcome } from './carrier.ts';
import { watchRinging } from './watch-ringing.ts';

/** The client must outwait the server, or a plain no-answer ends as an unknown outcome. */
const CLIENT_MARGIN_S = 10;
/** Both sides show whose dial this is: the room to us, the header to the carrier. */
const ATTEMPT_ATTRIBUTE = 'ringfence.attempt';
const ATTEMPT_HEADER = 'X-Ringfence-Attempt';

/**
 * Dials through a LiveKit outbound trunk into a room that exists already; on a server with `auto_create` off, a room that
 * was deleted refuses the dial with nothing sent. `sip` must be built with `failover: false`: a request that is replayed
 * is a second call.
 */
export function createLiveKitSipCarrier(
  sip: Pick<SipClient, 'createSipParticipant' | 'listSipOutboundTrunk'>,
  rooms: Rooms,
): Carrier {
  return {
    name: 'livekit-sip',
    capabilities: { fence: 'room', media: true, reports: 'voice-worker', real: true },
    async place(call, observer) {
      if (call.carrierTrunkId === null) {
        return { kind: 'failed', disposition: 'misconfigured', detail: 'the trunk has no LiveKit trunk id' };
      }
      const watch = watchRinging(rooms, call, observer);
      const startedMs = performance.now();
      try {
        const trunkId = call.carrierTrunkId;
        const participant = await sip.createSipParticipant(trunkId, call.number, call.room, optionsOf(call));
        watch.observer.ringing();
        return { kind: 'answered', answeredAt: new Date().toISOString(), carrierCallId: participant.sipCallId };
      } catch (error) {
        const { ringing, answered } = watch.seen();
        return outcomeOf(error, {
          waitedForAnswer: true,
          ringing,
          active: answered,
          tookMs: performance.now() - startedMs,
          ringingTimeoutMs: call.ringTimeoutMs,
          // Whether a fence fell meanwhile is read from Postgres, by the dial.
          endedByUs: false,
        });
      } finally {
        watch.stop();
      }
    },
    find: (call) => seenInRoom(rooms, call),
    hangUp: ({ room }) => rooms.close(room),
    async fence(call) {
      const seen = await seenInRoom(rooms, call);
      await rooms.close(call.room);
      return seen;
    },
    async validate() {
      const trunks = await sip.listSipOutboundTrunk();
      return {
        problems: trunks.length > 0 ? [] : ['LiveKit has no outbound SIP trunk: create one and name it on the trunk'],
      };
    },
  };
}

/** Whole seconds: the API refuses fractions. */
function optionsOf(call: Placement) {
  const ringingTimeout = Math.ceil(call.ringTimeoutMs / 1000);
  return {
    participantIdentity: call.calleeIdentity,
    ...(call.fromNumber === null ? {} : { fromNumber: call.fromNumber }),
    waitUntilAnswered: true,
    playDialtone: false,
    hidePhoneNumber: true,
    ringingTimeout,
    maxCallDuration: Math.ceil(call.maxDurationMs / 1000),
    timeout: ringingTimeout + CLIENT_MARGIN_S,
    participantAttributes: { [ATTEMPT_ATTRIBUTE]: call.attemptId },
    headers: { [ATTEMPT_HEADER]: call.attemptId },
  };
}

export function outcomeOf(error: unknown, seen: DialSeen): PlacementOutcome {
  const failure = errorOf(error);
  const outcome = sipOutcome(failure, seen);
  if (outcome.kind !== 'ended') return { kind: 'unknown', detail: failure.name ?? failure.className };
  const { disposition, sipStatus, trunkFault } = outcome;
  return {
    kind: 'failed',
    disposition,
    ...(sipStatus === undefined ? {} : { sipStatus }),
    ...(trunkFault === undefined ? {} : { pauseTrunk: trunkFault }),
  };
}

function errorOf(error: unknown): DialError {
  if (error instanceof SipCallError) {
    return { className: 'SipCallError', sipStatusCode: error.sipStatusCode, sipStatus: error.sipStatus };
  }
  if (error instanceof ServerError) return { className: 'ServerError', name: error.name, message: error.message };
  return { className: 'Error', ...(error instanceof Error ? { name: error.name } : {}) };
}

/**
 * The room shows a dial that is up, by the participant that carries the attempt's id. One that is gone leaves no trace:
 * "maybe", unless the caller knows that no dial had begun.
 */
async function seenInRoom(
  rooms: Rooms,
  { room, calleeIdentity }: { room: string; calleeIdentity: string },
): Promise<FenceSeen> {
  const participants = await rooms.participants(room);
  const callee = participants.find((one) => one.identity === calleeIdentity);
  const status = callee?.attributes['sip.callStatus'];
  return {
    placed: callee ? 'yes' : 'maybe',
    ringing: status === 'ringing' || status === 'active' || status === 'hangup',
    answered: status === 'active',
  };
}
