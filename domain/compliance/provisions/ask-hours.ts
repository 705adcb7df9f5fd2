import { DAY_MS, type EpochMs, wallAt, WEEKDAYS, type ZoneTable } from '../../time.ts';
import type { DayHours, Requirement } from '../provision.ts';
import type { Asked } from './asked.ts';
import { passed } from './asked.ts';
import { type LawHours, lawHours, nextOpenInAll } from './law-hours.ts';

/** Hours by the clock of every place where the telephone may ring, and by the clock that the law names. */
export function askHours(requirement: Extract<Requirement, { what: 'hours' }>): Asked {
  const hours = lawHours(requirement);
  const own = requirement.zone;
  const text = hoursText(requirement);
  return {
    of: 'phone-dialled',
    passes: ({ places }, _facts, at, zones) =>
      places.zones.every((zone) => zones.has(zone)) &&
      (own === undefined || (zones.has(own) && nextOpenInAll(zones, [own], hours, at) === at)) &&
      nextOpenInAll(zones, places.zones, hours, at) === at,
    ask(phone, _facts, at, zones) {
      const places = phone.places.zones;
      // Unknown zones are the location rule's to refuse; hours cannot be read there.
      if (!places.every((zone) => zones.has(zone))) return passed({ hours: text });
      // A clock that is not in the zone data, named by an entered change: nobody can say what time it is there.
      if (own !== undefined && !zones.has(own)) {
        return { result: 'unknown', reason: 'check-failed', facts: { clock: own, hours: text } };
      }
      const names = own === undefined ? places : [...places, own];
      const open = nextOpenInAll(zones, names, hours, at);
      const facts = own === undefined ? { zones: places, hours: text } : { zones: names, clock: own, hours: text };
      if (open === at) return passed(facts);
      if (open === null) return { result: 'block', reason: 'outside-window', facts: { ...facts, never: true } };
      const holiday = requirement.holidays === undefined ? null : holidayIn(names, hours, at, zones);
      const shut = holiday === null ? facts : { ...facts, holiday };
      return { result: 'defer', reason: 'outside-window', until: open, facts: shut };
    },
  };
}

/** The holiday that it is at this moment in the first of the zones that has one. */
function holidayIn(names: readonly string[], hours: LawHours, at: EpochMs, zones: ZoneTable): string | null {
  for (const zone of names) {
    const name = hours.holiday(Math.floor(wallAt(zones, zone, at) / DAY_MS));
    if (name !== null) return name;
  }
  return null;
}

/** `mon-sat 08:00-20:00, sun closed` */
function hoursText({ byWeekday, holidays }: Extract<Requirement, { what: 'hours' }>): string {
  const runs: { first: string; last: string; hours: string }[] = [];
  for (const day of WEEKDAYS) {
    const hours = spanText(byWeekday[day]);
    const run = runs.at(-1);
    if (run?.hours === hours) run.last = day;
    else runs.push({ first: day, last: day, hours });
  }
  const days = runs.map(({ first, last, hours }) => `${first === last ? first : `${first}-${last}`} ${hours}`);
  return [...days, ...(holidays ? [`holidays ${spanText(holidays.hours)}`] : [])].join(', ');
}

function spanText(hours: DayHours): string {
  return hours === null ? 'closed' : `${hours.start}-${hours.end}`;
}
