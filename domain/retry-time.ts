import { fractionOf } from './hash.ts';
import { hoursFor } from './lawful-hours.ts';
import type { Places } from './places.ts';
import type { LeadHistory, Outcome, RetryRule } from './lead-history.ts';
import type { EpochMs, ZoneTable } from './time.ts';
import { DAY_MS, firstInstantOf, MINUTE_MS, SECOND_MS, startOfDay, wallAt } from './time.ts';
import { nextOpenEverywhere, openUntil, type ZonedHours } from './windows.ts';

/** Morning, midday and afternoon, evening: thirds of the hours in which this phone may be called. */
const DAY_PARTS = 3;
/** How many days ahead are compared when a part of the day that was not tried yet is looked for. */
const DAYS_AHEAD = 3;

/** When to try this phone again, inside its window; null when its window never opens or its place is unknown. */
export function retryAt(
  rule: RetryRule,
  places: Places,
  history: LeadHistory,
  outcome: Outcome,
  now: EpochMs,
  zones: ZoneTable,
): EpochMs | null {
  if (places.zones.length === 0 || places.zones.some((zone) => !zones.has(zone))) return null;
  const hours = hoursFor(places.zones, history.window);
  const delayMs = rule.delaySeconds * SECOND_MS;
  const earliest = now + delayMs;
  switch (rule.spread) {
    case 'exact':
      return nextOpenEverywhere(zones, hours, earliest);
    case 'jitter': {
      const later = earliest + Math.floor((fractionOf(outcome.id) * delayMs) / 4);
      return spreadOverOpening(zones, hours, later, outcome.id);
    }
    case 'day-parts':
      return inUntriedPart(zones, hours, earliest, history, outcome);
  }
}

/** A time outside the window moves to the opening, plus up to half an hour: not every lead of a zone at 08:00 sharp. */
function spreadOverOpening(zones: ZoneTable, hours: readonly ZonedHours[], at: EpochMs, id: string): EpochMs | null {
  const open = nextOpenEverywhere(zones, hours, at);
  if (open === null || open === at) return open;
  const room = Math.min(openUntil(zones, hours, open) - open, 30 * MINUTE_MS);
  return open + Math.floor(fractionOf(`${id}:opening`) * room);
}

type Part = { from: EpochMs; until: EpochMs; tried: number };

function inUntriedPart(
  zones: ZoneTable,
  hours: readonly ZonedHours[],
  earliest: EpochMs,
  history: LeadHistory,
  outcome: Outcome,
): EpochMs | null {
  const parts = partsFrom(
    zones,
    hours,
    earliest,
    [...history.attempts, outcome].map((attempt) => attempt.startedAt),
  );
  const [best] = parts.toSorted((a, b) => a.tried - b.tried || a.from - b.from);
  if (!best) return nextOpenEverywhere(zones, hours, earliest);
  return best.from + Math.floor(fractionOf(outcome.id) * (best.until - best.from));
}

/** The parts of the coming days' open hours that lie after `earliest`, each with how often it was tried on any day. */
function partsFrom(
  zones: ZoneTable,
  hours: readonly ZonedHours[],
  earliest: EpochMs,
  triedAt: readonly EpochMs[],
): Part[] {
  const parts: Part[] = [];
  let from = nextOpenEverywhere(zones, hours, midnightBefore(zones, hours, earliest));
  for (let day = 0; from !== null && day < DAYS_AHEAD; day++) {
    const until = openUntil(zones, hours, from);
    const length = (until - from) / DAY_PARTS;
    for (let part = 0; part < DAY_PARTS; part++) {
      const start = from + part * length;
      if (start + length <= earliest) continue;
      const tried = triedAt.filter((at) => isSameTimeOfDay(at, start, length)).length;
      parts.push({ from: Math.max(start, earliest), until: start + length, tried });
    }
    from = nextOpenEverywhere(zones, hours, until + MINUTE_MS);
  }
  return parts;
}

/** Whole days apart; an hour of daylight saving does not matter to which part of the day a call fell into. */
function isSameTimeOfDay(at: EpochMs, start: EpochMs, length: number): boolean {
  return (((at - start) % DAY_MS) + DAY_MS) % DAY_MS < length;
}

/** Lawful hours never reach over midnight, so the opening that contains `at` began after this. */
function midnightBefore(zones: ZoneTable, hours: readonly ZonedHours[], at: EpochMs): EpochMs {
  const zone = hours[0]?.zone;
  return zone === undefined ? at : firstInstantOf(zones, zone, startOfDay(wallAt(zones, zone, at)));
}
