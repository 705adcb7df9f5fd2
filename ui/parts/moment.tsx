import { Tooltip } from '@mantine/core';
import type { LocalTime } from '../api-client/types.gen.ts';
import classes from './moment.module.css';
import { useNow } from './use-now.ts';

const DAY = { day: 'numeric', month: 'short' } as const;
const day = new Intl.DateTimeFormat(undefined, DAY);
const dayOfYear = new Intl.DateTimeFormat(undefined, { ...DAY, year: 'numeric' });
const clock = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' });
// Only the viewer's way of writing: what the server read off the clock there is never moved.
const thatDay = new Intl.DateTimeFormat(undefined, { ...DAY, timeZone: 'UTC' });
const thatDayOfYear = new Intl.DateTimeFormat(undefined, { ...DAY, year: 'numeric', timeZone: 'UTC' });
const clockThere = new Intl.DateTimeFormat(undefined, { timeStyle: 'short', timeZone: 'UTC' });
const weekdayThere = new Intl.DateTimeFormat(undefined, { weekday: 'short', timeZone: 'UTC' });
const full = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'long' });

/** An instant by the viewer's clock: the hour today, else the day, with its year where that is another; everything on hover. */
export function Moment({ at }: { at: string | null }) {
  const now = useNow(60_000);
  if (at === null) return <span className="quiet">–</span>;
  const date = new Date(at);
  const today = new Date(now);
  const isToday = today.toDateString() === date.toDateString();
  const isThisYear = today.getFullYear() === date.getFullYear();
  return (
    <Tooltip label={`${full.format(date)} (your time)`}>
      <time dateTime={at} className="nowrap">
        {isToday ? clock.format(date) : `${(isThisYear ? day : dayOfYear).format(date)}, ${clock.format(date)}`}
      </time>
    </Tooltip>
  );
}

/** A moment where the lead is, as the server reads it there, beside the viewer's own. */
export function LeadTime({ time }: { time: LocalTime | null }) {
  if (time === null) return <span className="quiet">–</span>;
  const [date, hour] = [dayThere(time), hourThere(time)];
  const offset = time.offset === '+00:00' ? 'UTC' : `UTC${time.offset.replace('-', '−')}`;
  return (
    <Tooltip label={`${date}, ${hour} in ${time.zone} (${offset}). Yours: ${full.format(new Date(time.at))}`}>
      <time dateTime={time.at} className="nowrap">
        {date}, {hour} <span className="quiet">{placeOf(time.zone)}</span>
      </time>
    </Tooltip>
  );
}

/** The same in a sentence, with the viewer's clock in it for those who cannot hover. */
export function LeadTimeAndYours({ time }: { time: LocalTime }) {
  return (
    <>
      <LeadTime time={time} />{' '}
      <span className="quiet nowrap">
        (<Moment at={time.at} /> by your clock)
      </span>
    </>
  );
}

/** An instant by the viewer's clock, and under it by the clock of the place it happened in. */
export function MomentThere({ at, local }: { at: string; local: LocalTime | null }) {
  return (
    <span className={classes.both}>
      <Moment at={at} />
      <There at={at} local={local} />
    </span>
  );
}

/** The hour there in small, with the weekday where that is another one than the viewer's. */
export function There({ at, local }: { at: string; local: LocalTime | null }) {
  if (local === null) return null;
  const isSameDay = local.local.slice(0, 10) === new Date(at).toLocaleDateString('sv-SE');
  const hour = isSameDay ? hourThere(local) : `${weekdayThere.format(wallClock(local))} ${hourThere(local)}`;
  return (
    <Tooltip label={`By the clock in ${local.zone}${local.demonstration ? ', which is a demonstration’s' : ''}`}>
      <span className={`${classes.there} clip`}>
        {hour} {placeOf(local.zone)}
      </span>
    </Tooltip>
  );
}

/** What the clock there shows. */
export function hourThere(time: LocalTime): string {
  return clockThere.format(wallClock(time));
}

function dayThere(time: LocalTime): string {
  const date = wallClock(time);
  const isThisYear = date.getUTCFullYear() === new Date().getFullYear();
  return (isThisYear ? thatDay : thatDayOfYear).format(date);
}

function wallClock({ local }: LocalTime): Date {
  return new Date(`${local.slice(0, 19)}Z`);
}

/** `America/New_York` to `New York`. */
export function placeOf(zone: string): string {
  return (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');
}
