import { DataPacket_Kind, ParticipantInfo_Kind, RoomAgentDispatch } from '@livekit/protocol';
import { type RoomServiceClient, ServerError } from 'livekit-server-sdk';
import { OPTED_OUT_TOPIC } from '../../voice-worker/contract.ts';
import { callOfRoom } from '../../workflows/contract.ts';
import type { Rooms } from './rooms.ts';

/** A room that nobody joins, as seen from its making: longer than preparation and the wait for a slot. */
const EMPTY_TIMEOUT_S = 60;
/** After the last one has left. */
const DEPARTURE_TIMEOUT_S = 5;

/**
 * Rooms of calls over LiveKit's server API. The client must be built with `failover: false`. Dispatch is part of making
 * the room: a dispatch of its own that is retried adds a second agent.
 */
export function createLiveKitRooms(
  client: Pick<RoomServiceClient, 'createRoom' | 'deleteRoom' | 'listParticipants' | 'listRooms' | 'sendData'>,
): Rooms {
  return {
    async open(name, agent) {
      await client.createRoom({
        name,
        metadata: agent.metadata,
        emptyTimeout: EMPTY_TIMEOUT_S,
        departureTimeout: DEPARTURE_TIMEOUT_S,
        agents: [new RoomAgentDispatch({ agentName: agent.name, metadata: agent.metadata })],
      });
    },
    async close(name) {
      await client.deleteRoom(name).catch(ignoreMissing);
    },
    async tellOptedOut(name) {
      await client
        .sendData(name, new Uint8Array(), DataPacket_Kind.RELIABLE, { topic: OPTED_OUT_TOPIC })
        .catch(ignoreMissing);
    },
    async participants(name) {
      const list = await client.listParticipants(name).catch(ignoreMissing);
      return (list ?? []).map((one) => ({
        identity: one.identity,
        kind: KINDS[one.kind] ?? 'other',
        attributes: one.attributes,
        joinedAtMs: Number(one.joinedAtMs) || Number(one.joinedAt) * 1000,
      }));
    },
    async list() {
      const rooms = await client.listRooms();
      return rooms
        .filter((room) => callOfRoom(room.name) !== null)
        .map((room) => ({
          name: room.name,
          participants: room.numParticipants,
          createdAtMs: Number(room.creationTimeMs) || Number(room.creationTime) * 1000,
        }));
    },
  };
}

const KINDS: Partial<Record<ParticipantInfo_Kind, 'agent' | 'sip'>> = {
  [ParticipantInfo_Kind.AGENT]: 'agent',
  [ParticipantInfo_Kind.SIP]: 'sip',
};

function ignoreMissing(error: unknown): undefined {
  if (error instanceof ServerError && (error.status === 404 || error.code === 'not_found')) return undefined;
  throw error;
}
