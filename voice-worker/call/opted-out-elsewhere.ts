import { type Room, RoomEvent } from '@livekit/rtc-node';
import { OPTED_OUT_TOPIC } from '../contract.ts';

/**
 * The callee's refusal has arrived on another way (a form, an officer, another number of theirs) while we talk. Told by
 * the server; what participants send under that topic means nothing.
 */
export function listenToOptOutElsewhere(room: Room, onOptedOut: () => void): void {
  room.on(RoomEvent.DataReceived, (_payload, from, _kind, topic) => {
    if (topic === OPTED_OUT_TOPIC && from === undefined) onOptedOut();
  });
}
