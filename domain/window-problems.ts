import { hoursFor, LAWFUL_HOURS } from './lawful-hours.ts';
import type { EpochMs, ZoneTable } from './time.ts';
import { type CallingWindow, minutesOf, nextOpenEverywhere } from './windows.ts';

export type WindowProblem = {
  kind:
    | 'no-day'
    | 'unreadable-time'
    | 'ends-before-it-begins'
    | 'outside-lawful-hours'
    | 'unknown-zone'
    | 'never-for-leads';
  /** The part of the window to change. */
  part: 'days' | 'start' | 'end' | 'zone' | 'window';
  message: string;
  remedy: string;
};

/** Why a window would never let a call through; empty when it opens for everybody. */
export function windowProblems(window: CallingWindow, zones: ZoneTable): WindowProblem[] {
  const start = minutesOf(window.start);
  const end = minutesOf(window.end);
  const problems: WindowProblem[] = [];
  if (window.days.length === 0) {
    const message = 'no day is named, so the window never opens';
    problems.push({ kind: 'no-day', part: 'days', message, remedy: 'name at least one day' });
  }
  if (start === null) problems.push(unreadable('start', window.start));
  if (end === null) problems.push(unreadable('end', window.end));
  if (start !== null && end !== null) problems.push(...hourProblems(start, end, window));
  if (window.zone !== 'lead' && !zones.has(window.zone)) {
    const message = `there is no time zone "${window.zone}"`;
    problems.push({
      kind: 'unknown-zone',
      part: 'zone',
      message,
      remedy: 'use "lead", or an IANA name such as America/New_York',
    });
  }
  return problems;
}

function unreadable(part: 'start' | 'end', text: string): WindowProblem {
  const message = `"${text}" is no time of day`;
  return { kind: 'unreadable-time', part, message, remedy: 'write hours and minutes, from 00:00 to 24:00' };
}

function hourProblems(start: number, end: number, window: CallingWindow): WindowProblem[] {
  if (start >= end) {
    const message = `the window ends at ${window.end}, before it begins at ${window.start}`;
    const remedy = 'choose an end after the start, on the same day; 24:00 is midnight';
    return [{ kind: 'ends-before-it-begins', part: 'end', message, remedy }];
  }
  const neverLawful = end <= LAWFUL_HOURS.startMinute || start >= LAWFUL_HOURS.endMinute;
  if (window.zone !== 'lead' || !neverLawful) return [];
  const message = `${window.start} to ${window.end} lies outside 08:00 to 21:00 where the telephone rings, so nobody would be called`;
  return [{ kind: 'outside-lawful-hours', part: 'window', message, remedy: 'choose hours between 08:00 and 21:00' }];
}

/**
 * For which of the leads' places (each the zones of one telephone) the window never opens together with the lawful
 * hours, at least in the two weeks from `now`: 08:00 to 10:00 in London never lies inside a Californian's day.
 */
export function closedPlaces(
  window: CallingWindow | null,
  places: readonly (readonly string[])[],
  now: EpochMs,
  zones: ZoneTable,
): (readonly string[])[] {
  return places.filter((place) => nextOpenEverywhere(zones, hoursFor(place, window), now) === null);
}

/** The problem that `closedPlaces` found, in words; null when it found none. */
export function closedPlacesProblem(closed: readonly (readonly string[])[], all: number): WindowProblem | null {
  const [first] = closed;
  if (!first) return null;
  const example = first.join(' and ');
  const message = `the window never opens inside the lawful hours of ${closed.length} of ${all} places, for example ${example}`;
  const remedy = 'widen the window, or let it follow the clock of the lead (zone "lead")';
  return { kind: 'never-for-leads', part: 'window', message, remedy };
}
