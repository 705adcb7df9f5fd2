import { Tooltip } from '@mantine/core';
import type { LocalTime } from '../api-client/types.gen.ts';
import { useNow } from './use-now.ts';

const day = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });
const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const full = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'long' });

/** An instant by the viewer's clock: the hour today, the day before; everything on hover. */
export function Moment({ at }: { at: string | null }) {
  const now = useNow(60_000);
  if (at === null) return <span className="quiet">–</span>;
  const date = new Date(at);
  const isToday = new Date(now).toDateString() === date.toDateString();
  return (
    <Tooltip label={`${full.format(date)} (your time)`}>
      <time dateTime={at} className="nowrap">
        {isToday ? clock.format(date) : `${day.format(date)}, ${clock.format(date)}`}
      </time>
    </Tooltip>
  );
}

/** A moment where the lead is, as the server reads it there, beside the viewer's own. */
export function LeadTime({ time }: { time: LocalTime | null }) {
  if (time === null) return <span className="quiet">–</span>;
  const [date = '', hour = ''] = time.local.split('T');
  const offset = time.offset === '+00:00' ? 'UTC' : `UTC${time.offset.replace('-', '−')}`;
  return (
    <Tooltip label={`${date} ${hour} in ${time.zone} (${offset}). Yours: ${full.format(new Date(time.at))}`}>
      <time dateTime={time.at} className="nowrap">
        {day.format(new Date(`${date}T12:00:00`))}, {hour.slice(0, 5)}{' '}
        <span className="quiet">{placeOf(time.zone)}</span>
      </time>
    </Tooltip>
  );
}

/** `America/New_York` to `New York`. */
export function placeOf(zone: string): string {
  return (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');
}
