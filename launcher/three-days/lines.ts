import { tableLines } from '../../cli/terminal/table.ts';
import type { EpochMs, ZoneTable } from '../../domain/time.ts';
import { numberPlaces } from '../../numbering/places.ts';
import { localTime } from '../../numbering/local-time.ts';
import type { E164 } from '../../domain/ids.ts';
import type { Called, DayAccount, NotCalled } from './account.ts';
import { HOME_ZONE } from './story.ts';

interface Row {
  readonly when: string;
  readonly place: string;
  readonly who: string;
  readonly what: string;
  readonly rule: string;
  readonly law: string;
  readonly next: string;
}

/** One day as a table: who was called at which local time, who was not, why, and when next. */
export function dayLines(day: DayAccount, zones: ZoneTable): string[] {
  const rows = [
    ...day.called.map((call) => calledRow(call, zones)),
    ...day.notCalled.map((one) => notCalledRow(one, zones)),
  ];
  const date = localTime(day.askedAt, HOME_ZONE, zones).local.slice(0, 10);
  return [
    '',
    `${weekdayOf(date)} ${date}: ${day.called.length} called, ${day.notCalled.length} not`,
    ...tableLines(rows, [
      { title: 'Place', value: (row) => row.place },
      { title: 'Who', value: (row) => row.who },
      { title: 'Called, local time', value: (row) => row.when },
      { title: 'Result, or why not', value: (row) => row.what, width: 60 },
      { title: 'Rule', value: (row) => row.rule },
      { title: 'Law', value: (row) => row.law, width: 40 },
      { title: 'Next', value: (row) => row.next },
    ]),
  ];
}

function calledRow({ person, at, disposition }: Called, zones: ZoneTable): Row {
  const [zone = HOME_ZONE] = numberPlaces(person.phone as E164).zones;
  const { name, place } = person;
  return {
    who: name,
    place,
    when: localText(at, zone, zones),
    what: disposition ?? 'called',
    rule: '',
    law: '',
    next: '',
  };
}

function notCalledRow(
  { person, because, rule, citation, confidence, next, zone, verdict }: NotCalled,
  zones: ZoneTable,
): Row {
  const { name, place } = person;
  const unread = confidence === 'unverified' ? ' (unverified)' : '';
  const never = verdict.verdict === 'blocked' ? 'never' : '';
  return {
    ...{ who: name, place, when: '', what: because, rule },
    law: citation === null ? '' : `${citation}${unread}`,
    next: next === null ? never : localText(next, zone ?? HOME_ZONE, zones),
  };
}

export function localText(at: EpochMs, zone: string, zones: ZoneTable): string {
  const { local } = localTime(at, zone, zones);
  return `${weekdayOf(local.slice(0, 10))} ${local.slice(11, 16)}`;
}

function weekdayOf(date: string): string {
  return new Intl.DateTimeFormat('en', { weekday: 'short', timeZone: 'UTC' }).format(new Date(`${date}T00:00:00Z`));
}
