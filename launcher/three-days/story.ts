import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { DAY_MS, type EpochMs, firstInstantOf, MINUTE_MS, weekdayIndex, type ZoneTable } from '../../domain/time.ts';
import { minutesOf } from '../../domain/windows.ts';
import { ROOT } from '../state/state-folder.ts';

export const STORY_FOLDER = join(ROOT, 'examples', 'three-days');
export const HOME_ZONE = 'America/New_York';
/** When the campaigns begin on the first day, by the clock of New York: late enough that most of the country sleeps. */
const BEGINS = '23:30';

export const AGREED = ['everything', 'voice', 'customer', 'revoked', 'expired', 'nothing'] as const;
const Person = z
  .object({
    Id: z.string(),
    'First name': z.string(),
    'Last name': z.string(),
    Phone: z.string(),
    State: z.string(),
    'Postal code': z.string(),
    Country: z.string(),
    Agreed: z.enum(AGREED),
    Because: z.string(),
  })
  .transform((row) => ({
    id: row.Id,
    name: row['First name'],
    place: row['Last name'],
    phone: row.Phone.replaceAll(' ', ''),
    address: { state: row.State || null, postalCode: row['Postal code'] || null, country: row.Country || null },
    agreed: row.Agreed,
    because: row.Because,
  }));
export type Person = z.infer<typeof Person>;

const EarlierCall = z
  .object({ Phone: z.string(), Day: z.coerce.number(), 'Time in New York': z.string(), Ended: z.string() })
  .transform((row) => ({ phone: row.Phone, day: row.Day, time: row['Time in New York'], ended: row.Ended }));

export interface EarlierCall {
  readonly phone: string;
  readonly at: EpochMs;
  readonly ended: string;
}

/** Instants on the demonstration clock. */
export interface StoryTimes {
  readonly begins: EpochMs;
  readonly ends: EpochMs;
  /** Midnight in New York at the end of each of the three days. */
  readonly dayEnds: readonly EpochMs[];
  /** When it is asked why somebody was not called that day. */
  readonly askedAt: readonly EpochMs[];
}

export function readPeople(file: 'sales.csv' | 'debts.csv'): Person[] {
  return z.array(Person).parse(rowsOf(file));
}

/** What was between the company and these people before, by the clock of the story. */
export function readEarlierCalls({ begins }: Pick<StoryTimes, 'begins'>, zones: ZoneTable): EarlierCall[] {
  return z
    .array(EarlierCall)
    .parse(rowsOf('earlier-calls.csv'))
    .map(({ phone, day, time, ended }) => ({
      phone,
      ended,
      at: inNewYork(zones, dateOf(zones, begins) + day * DAY_MS, time),
    }));
}

function rowsOf(file: string): unknown[] {
  return parse(readFileSync(join(STORY_FOLDER, file), 'utf8'), { columns: true, skip_empty_lines: true });
}

/** The Wednesday before the next Thanksgiving (the fourth Thursday of November), that Thursday and the Friday. */
export function storyTimes(zones: ZoneTable, now: EpochMs): StoryTimes {
  const year = new Date(now).getUTCFullYear();
  const begins = [year, year + 1].map((one) => inNewYork(zones, thanksgivingOf(one) - DAY_MS, BEGINS));
  const [first = 0] = begins.filter((at) => at > now);
  const wednesday = dateOf(zones, first);
  const dayEnds = [1, 2, 3].map((days) => inNewYork(zones, wednesday + days * DAY_MS, '00:00'));
  const noons = [1, 2].map((days) => inNewYork(zones, wednesday + days * DAY_MS, '12:00'));
  return { begins: first, ends: dayEnds[2] ?? first, dayEnds, askedAt: [first, ...noons] };
}

/** As a wall clock's midnight. */
function thanksgivingOf(year: number): number {
  const first = Date.UTC(year, 10, 1);
  const THURSDAY = 3;
  return first + (((THURSDAY - weekdayIndex(first) + 7) % 7) + 21) * DAY_MS;
}

function dateOf(zones: ZoneTable, at: EpochMs): number {
  return Math.floor((at + zones.offsetMinutes(HOME_ZONE, at) * MINUTE_MS) / DAY_MS) * DAY_MS;
}

function inNewYork(zones: ZoneTable, date: number, time: string): EpochMs {
  return firstInstantOf(zones, HOME_ZONE, date + (minutesOf(time) ?? 0) * MINUTE_MS);
}
