import { type Room, RoomEvent } from '@livekit/rtc-node';
import { TESTER_PREFIX } from '../contract.ts';

/** Acts on the key by which a callee refuses further calls, as the disclosure offers it. Once; keys of others mean nothing. */
export function listenToKeys(
  room: Room,
  calleeIdentity: string,
  { optOutKey, onOptOut }: { optOutKey: string | null; onOptOut: () => Promise<void> },
): void {
  let pressed = false;
  room.on(RoomEvent.DtmfReceived, (_code, digit, from) => {
    const isCallee =
      calleeIdentity === TESTER_PREFIX ? from.identity.startsWith(TESTER_PREFIX) : from.identity === calleeIdentity;
    if (!isCallee || digit !== optOutKey || pressed) return;
    pressed = true;
    void onOptOut();
  });
}
