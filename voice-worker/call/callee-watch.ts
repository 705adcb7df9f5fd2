import { type RemoteParticipant, type Room, RoomEvent } from '@livekit/rtc-node';
import { TESTER_PREFIX } from '../contract.ts';

export type CalleeEvents = {
  /** The callee can hear us. Once. */
  onActive: (identity: string) => void;
  /** The callee hung up or is gone from the room. */
  onGone: () => void;
  /** The room itself is gone: somebody ended the call from outside. */
  onRoomGone: () => void;
};

/**
 * Follows the callee through the attributes of their participant. Joining means nothing: a SIP participant joins while
 * it is still being dialled, and hears nothing before `active`. A browser tester is there when they join.
 */
export function watchCallee(room: Room, identity: string, events: CalleeEvents): void {
  let active = false;
  let gone = false;
  const isCallee = (participant: { identity: string }) =>
    identity === TESTER_PREFIX ? participant.identity.startsWith(TESTER_PREFIX) : participant.identity === identity;
  const leave = () => {
    if (!gone) events.onGone();
    gone = true;
  };
  const look = (participant: Pick<RemoteParticipant, 'identity' | 'attributes'>) => {
    if (!isCallee(participant)) return;
    const status = participant.attributes['sip.callStatus'];
    // Seen once, `active` stays: a restarted server sets the attribute back to `dialing` in the middle of a call.
    if (!active && (status === 'active' || participant.identity.startsWith(TESTER_PREFIX))) {
      active = true;
      events.onActive(participant.identity);
    } else if (status === 'hangup') leave();
  };
  room.on(RoomEvent.ParticipantConnected, look);
  room.on(RoomEvent.ParticipantAttributesChanged, (_changed, participant) => look(participant));
  room.on(RoomEvent.ParticipantDisconnected, (participant) => {
    if (isCallee(participant)) leave();
  });
  room.on(RoomEvent.Disconnected, () => events.onRoomGone());
  for (const participant of room.remoteParticipants.values()) look(participant);
}
