import { hoursFor } from './lawful-hours.ts';
import type { Places } from './places.ts';
import type { CallbackWish, LeadHistory, NextStep } from './lead-history.ts';
import type { EpochMs, ZoneTable } from './time.ts';
import { MINUTE_MS } from './time.ts';
import { parseLocal } from './wall-clock.ts';
import { nextOpenEverywhere } from './windows.ts';

type Callback = Extract<NextStep, { kind: 'callback' }>;
type Moved = NonNullable<Callback['movedBecause']>;

/** The least time between the call in which a callback is asked for and that callback. */
const SOONEST_MS = MINUTE_MS;

/**
 * The callback as it will be placed: at the time asked for where that is inside the window of the phone, else at the
 * next time that is, saying what was promised and why it moved. Null when the wish cannot be read, or no time is ever
 * open.
 */
export function promise(
  wish: CallbackWish,
  history: LeadHistory,
  phonePosition: number,
  now: EpochMs,
  zones: ZoneTable,
): Callback | null {
  const places = history.phones.find((phone) => phone.position === phonePosition)?.places;
  if (!places || places.zones.length === 0) return null;
  const asked = askedFor(wish, places, zones);
  if (!asked) return null;
  const notPast = asked.at < now ? now + SOONEST_MS : asked.at;
  const at = nextOpenEverywhere(zones, hoursFor(places.zones, history.window), notPast);
  if (at === null) return null;
  if (at !== notPast) return moved(at, phonePosition, asked.at, 'outside-window');
  if (notPast !== asked.at) return moved(at, phonePosition, asked.at, 'in-the-past');
  if (asked.skipped) return moved(at, phonePosition, asked.at, 'clocks-skip-that-hour');
  return { kind: 'callback', at, phonePosition };
}

function moved(at: EpochMs, phonePosition: number, movedFrom: EpochMs, movedBecause: Moved): Callback {
  return { kind: 'callback', at, phonePosition, movedFrom, movedBecause };
}

/** A reading of the clock is taken in the likeliest zone of the phone. An hour that clocks repeat means the first one. */
function askedFor(wish: CallbackWish, places: Places, zones: ZoneTable): { at: EpochMs; skipped: boolean } | null {
  if ('at' in wish) return { at: wish.at, skipped: false };
  const zone = wish.zone ?? places.zones[0];
  if (zone === undefined || !zones.has(zone)) return null;
  const reading = parseLocal(wish.local, zone, zones);
  switch (reading.kind) {
    case 'unreadable':
      return null;
    case 'one':
      return { at: reading.at, skipped: false };
    case 'fold':
      return { at: reading.first, skipped: false };
    case 'gap':
      return { at: reading.jumpsAt, skipped: true };
  }
}
