import type { EpochMs, WallMs, ZoneTable } from '../../time.ts';
import { DAY_MS, instantOf, MINUTE_MS, minuteOfDay, wallAt, WEEKDAYS } from '../../time.ts';
import { type DailyHours, minutesOf } from '../../windows.ts';
import { type DayNumber, weekdayOf } from '../holidays/day-rule.ts';
import { holidayOn } from '../holidays/holidays.ts';
import type { DayHours, Requirement } from '../provision.ts';

/** Minutes since local midnight, `end` excluded; null: closed. */
type Span = { readonly start: number; readonly end: number } | null;

/** Hours that differ by weekday and on holidays, ready to be asked. */
export type LawHours = {
  readonly byWeekday: readonly Span[];
  readonly onHolidays: Span;
  /** The holiday's name, null on other days. */
  holiday(day: DayNumber): string | null;
  readonly seen: Seen;
};

/** From `from` until `until` it is open, or shut, without a break. */
type Stretch = { from: EpochMs; readonly until: EpochMs; readonly isOpen: boolean };
/** Those that were asked about last, in a ring. */
type Stretches = { next: number; readonly ring: Stretch[] };
/**
 * A million leads are screened at almost the same moment, and those of one area share the array of its zones: what holds in
 * a zone, and in all zones of an array at once, is found once.
 */
type Seen = { zones: ZoneTable | null; byZone: Map<string, Stretches>; byZones: WeakMap<readonly string[], Stretches> };
const MOST_STRETCHES = 6;

/** A common opening is looked for this far ahead: weekends and holidays together close for days, not weeks. */
const HORIZON_DAYS = 15;

/** Throws for hours that cannot be read: they must not open anything. */
export function lawHours({ byWeekday, holidays }: Extract<Requirement, { what: 'hours' }>): LawHours {
  const days = new Map((holidays?.days ?? []).map(({ date, name }) => [dayOfText(date), name]));
  const table = holidays?.table ?? null;
  if (table !== null) holidayOn(table, 0);
  const seen = new Map<DayNumber, string | null>();
  return {
    seen: nothingSeen(),
    byWeekday: WEEKDAYS.map((day) => spanOf(byWeekday[day])),
    onHolidays: spanOf(holidays?.hours ?? null),
    holiday(day) {
      if (table === null) return days.get(day) ?? null;
      let name = seen.get(day);
      if (name === undefined) {
        name = days.get(day) ?? holidayOn(table, day);
        if (seen.size > 2000) seen.clear();
        seen.set(day, name);
      }
      return name;
    },
  };
}

/** The same hours on some days of the week, without holidays. Hours that end before they begin are never open. */
export function lawHoursOf({ days, startMinute: start, endMinute: end }: DailyHours): LawHours {
  const span = start < end ? { start, end } : null;
  return {
    seen: nothingSeen(),
    byWeekday: days.map((isOpen) => (isOpen ? span : null)),
    onHolidays: null,
    holiday: () => null,
  };
}

function nothingSeen(): Seen {
  return { zones: null, byZone: new Map(), byZones: new WeakMap() };
}

function isOpenAt(hours: LawHours, wall: WallMs): boolean {
  const span = spanOn(hours, Math.floor(wall / DAY_MS));
  if (span === null) return false;
  const minute = minuteOfDay(wall);
  return minute >= span.start && minute < span.end;
}

/** The first instant at or after `at` at which the hours are open in every zone at once; null: not in two weeks. */
export function nextOpenInAll(
  zones: ZoneTable,
  names: readonly string[],
  hours: LawHours,
  at: EpochMs,
): EpochMs | null {
  const { seen } = hours;
  if (seen.zones !== zones) Object.assign(seen, nothingSeen(), { zones });
  const [only] = names;
  if (only !== undefined && names.length === 1) {
    const open = nextOpenIn(zones, only, hours, at);
    return open === null || open > at + HORIZON_DAYS * DAY_MS ? null : open;
  }
  let known = seen.byZones.get(names);
  if (!known) {
    known = { next: 0, ring: [] };
    seen.byZones.set(names, known);
  }
  const stretch = stretchAt(known, at);
  if (stretch) return stretch.isOpen ? at : stretch.until;
  const open = commonOpening(zones, names, hours, at);
  if (open === null) return null;
  const isOpen = open === at;
  let until = open;
  if (isOpen) {
    until = Number.POSITIVE_INFINITY;
    for (const zone of names) until = Math.min(until, closing(zones, zone, hours, at));
  }
  remember(known, { from: at, until, isOpen });
  return open;
}

function commonOpening(zones: ZoneTable, names: readonly string[], hours: LawHours, at: EpochMs): EpochMs | null {
  let candidate = at;
  while (candidate <= at + HORIZON_DAYS * DAY_MS) {
    let latest = candidate;
    for (const zone of names) {
      const open = nextOpenIn(zones, zone, hours, candidate);
      if (open === null) return null;
      if (open > latest) latest = open;
    }
    if (latest === candidate) return candidate;
    candidate = latest;
  }
  return null;
}

function nextOpenIn(zones: ZoneTable, zone: string, hours: LawHours, at: EpochMs): EpochMs | null {
  const { byZone } = hours.seen;
  let known = byZone.get(zone);
  if (!known) {
    known = { next: 0, ring: [] };
    byZone.set(zone, known);
  }
  const stretch = stretchAt(known, at);
  if (stretch) return stretch.isOpen ? at : stretch.until;
  const next = lookUp(zones, zone, hours, at);
  if (next === null) return next;
  const isOpen = next === at;
  remember(known, { from: at, until: isOpen ? closing(zones, zone, hours, at) : next, isOpen });
  return next;
}

function stretchAt({ ring }: Stretches, at: EpochMs): Stretch | undefined {
  for (const stretch of ring) if (at >= stretch.from && at < stretch.until) return stretch;
  return undefined;
}

/** Two that end alike are one: what holds from its beginning holds from the later one's too. */
function remember(known: Stretches, stretch: Stretch): void {
  const { ring } = known;
  for (const other of ring) {
    if (other.until !== stretch.until || other.isOpen !== stretch.isOpen) continue;
    other.from = Math.min(other.from, stretch.from);
    return;
  }
  ring[known.next] = stretch;
  known.next = (known.next + 1) % MOST_STRETCHES;
}

/** The end of the hours that are open, or the next change of the clocks, after which all is read anew. */
function closing(zones: ZoneTable, zone: string, hours: LawHours, at: EpochMs): EpochMs {
  const wall = wallAt(zones, zone, at);
  const day = Math.floor(wall / DAY_MS);
  const end = (spanOn(hours, day)?.end ?? 0) * MINUTE_MS + day * DAY_MS;
  return Math.min(at + (end - wall), zones.nextChange(zone, at));
}

function lookUp(zones: ZoneTable, zone: string, hours: LawHours, at: EpochMs): EpochMs | null {
  const wall = wallAt(zones, zone, at);
  if (isOpenAt(hours, wall)) return at;
  const today = Math.floor(wall / DAY_MS);
  for (let day = today; day <= today + HORIZON_DAYS; day++) {
    const span = spanOn(hours, day);
    if (span === null) continue;
    const found = instantOf(zones, zone, day * DAY_MS + span.start * MINUTE_MS);
    // In the hour that clocks repeat an opening comes twice; in the hour they skip it is the moment of the jump.
    const first = found.kind === 'one' ? found.at : found.kind === 'fold' ? found.first : found.jumpsAt;
    if (first >= at && isOpenAt(hours, wallAt(zones, zone, first))) return first;
    if (found.kind === 'fold' && found.second >= at) return found.second;
  }
  return null;
}

function spanOn(hours: LawHours, day: DayNumber): Span {
  return hours.holiday(day) === null ? (hours.byWeekday[weekdayOf(day)] ?? null) : hours.onHolidays;
}

function spanOf(hours: DayHours): Span {
  if (hours === null) return null;
  const start = minutesOf(hours.start);
  const end = minutesOf(hours.end);
  if (start === null || end === null) throw new RangeError(`"${hours.start}" to "${hours.end}" are no hours of a day`);
  return start < end ? { start, end } : null;
}

function dayOfText(text: string): DayNumber {
  const at = Date.parse(`${text}T00:00:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || Number.isNaN(at)) throw new RangeError(`"${text}" is no day`);
  return Math.floor(at / DAY_MS);
}
