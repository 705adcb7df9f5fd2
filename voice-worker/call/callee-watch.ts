import { ConnectionState, DisconnectReason, type RemoteParticipant, type Room, RoomEvent } from '@livekit/rtc-node';
import { TESTER_PREFIX } from '../contract.ts';

export type CalleeEvents = {
  /** The callee can hear us. Once. */
  onActive: (identity: string) => void;
  /** The callee hung up or left the room. */
  onGone: () => void;
  /** Somebody ended the call from outside: the room was deleted, or we were removed from it. */
  onRoomDeleted: () => void;
  /** The line to the server is lost, and the callee with it. */
  onLineLost: () => void;
};

/** How long a callee who vanished together with our own connection may take to come back with it. */
const RECONNECT_MS = 10_000;
const FROM_OUTSIDE: ReadonlySet<DisconnectReason> = new Set([
  DisconnectReason.ROOM_DELETED,
  DisconnectReason.ROOM_CLOSED,
  DisconnectReason.PARTICIPANT_REMOVED,
]);

/**
 * Follows the callee through the attributes of their participant. Joining means nothing: a SIP participant joins while
 * it is still being dialled, and hears nothing before `active`. A browser tester is there when they join.
 */
export function watchCallee(room: Room, identity: string, events: CalleeEvents): void {
  let active = false;
  let lost: NodeJS.Timeout | undefined;
  const isCallee = (participant: { identity: string }) =>
    identity === TESTER_PREFIX ? participant.identity.startsWith(TESTER_PREFIX) : participant.identity === identity;
  const look = (participant: Pick<RemoteParticipant, 'identity' | 'attributes'>) => {
    if (!isCallee(participant)) return;
    clearTimeout(lost);
    const status = participant.attributes['sip.callStatus'];
    // Seen once, `active` stays: a restarted server sets the attribute back to `dialing` in the middle of a call.
    if (!active && (status === 'active' || participant.identity.startsWith(TESTER_PREFIX))) {
      active = true;
      events.onActive(participant.identity);
    } else if (status === 'hangup') events.onGone();
  };
  room.on(RoomEvent.ParticipantConnected, look);
  room.on(RoomEvent.ParticipantAttributesChanged, (_changed, participant) => look(participant));
  room.on(RoomEvent.ParticipantDisconnected, (participant) => {
    if (!isCallee(participant)) return;
    if (room.connectionState === ConnectionState.CONN_CONNECTED) return events.onGone();
    clearTimeout(lost);
    lost = setTimeout(events.onLineLost, RECONNECT_MS).unref();
  });
  room.on(RoomEvent.Disconnected, (reason) => {
    clearTimeout(lost);
    if (FROM_OUTSIDE.has(reason)) events.onRoomDeleted();
    else events.onLineLost();
  });
  for (const participant of room.remoteParticipants.values()) look(participant);
}
