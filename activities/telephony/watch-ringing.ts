import type { Rooms } from '../rooms/rooms.ts';
import type { Placement, PlacementObserver } from './carrier.ts';

const LOOK_EVERY_MS = 700;

/** What the room has shown of the callee, latched: a restarted server sets `sip.callStatus` back to `dialing`. */
export interface RingingWatch {
  /** Tells the outer observer once, whoever sees it first. */
  observer: PlacementObserver;
  seen(): { ringing: boolean; answered: boolean };
  stop(): void;
}

/**
 * Looks at the callee's `sip.callStatus` while a dial waits for its answer: the dial itself tells neither that it rings
 * nor, when it times out, whether it ever did. A look that fails is left out.
 */
export function watchRinging(
  rooms: Rooms,
  { room, calleeIdentity }: Pick<Placement, 'room' | 'calleeIdentity'>,
  observer: PlacementObserver,
): RingingWatch {
  const seen = { ringing: false, answered: false };
  let looking = false;
  const once: PlacementObserver = {
    ringing() {
      if (!seen.ringing) observer.ringing();
      seen.ringing = true;
    },
  };
  const timer = setInterval(() => {
    if (looking || (seen.ringing && seen.answered)) return;
    looking = true;
    rooms
      .participants(room)
      .then((participants) => {
        const status = participants.find((one) => one.identity === calleeIdentity)?.attributes['sip.callStatus'];
        if (status === 'ringing' || status === 'active') once.ringing();
        if (status === 'active') seen.answered = true;
      })
      .catch(() => undefined)
      .finally(() => {
        looking = false;
      });
  }, LOOK_EVERY_MS);
  return { observer: once, seen: () => ({ ...seen }), stop: () => clearInterval(timer) };
}
