import { Tooltip } from '@mantine/core';
import type { CampaignOutlook } from '../api-client/types.gen.ts';
import { counted, figure } from '../parts/figures.ts';
import { hourThere, placeOf } from '../parts/moment.tsx';
import { StatusBadge } from '../parts/status-badge.tsx';
import classes from './charts.module.css';

type Place = CampaignOutlook['places'][number];

/** What o'clock it is where the leads are, and when they may be called in the next 24 hours. */
export function WindowClock({ places }: { places: readonly Place[] }) {
  return (
    <table className={classes.clock}>
      <thead>
        <tr>
          <th scope="col">Where</th>
          <th scope="col" className={classes.end}>
            Leads
          </th>
          <th scope="col">There</th>
          <th scope="col">Now</th>
          <th scope="col" className={classes.hours}>
            Next 24 hours
            <span className={classes.hoursAxis} aria-hidden>
              <span>now</span>
              <span>12 h</span>
              <span>24 h</span>
            </span>
          </th>
        </tr>
      </thead>
      <tbody>
        {places.map((place) => (
          <tr key={place.zones.join() + place.states.join()}>
            <td>
              <Tooltip label={place.zones.length === 0 ? 'The number does not tell' : place.zones.join(', ')}>
                <span className={`clip ${classes.places}`}>{nameOf(place)}</span>
              </Tooltip>
            </td>
            <td className={classes.end}>{figure(place.leads)}</td>
            <td className="nowrap">{place.local === null ? '–' : hourThere(place.local)}</td>
            <td>
              <StatusBadge tone={place.openNow ? 'good' : 'quiet'}>{place.openNow ? 'open' : 'closed'}</StatusBadge>
            </td>
            <td>
              <Strip place={place} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Strip({ place }: { place: Place }) {
  const { halfHours, openNow, changesAt } = place;
  const change =
    changesAt === null ? 'no change in 24 hours' : `${openNow ? 'closes' : 'opens'} at ${hourThere(changesAt)}`;
  return (
    <Tooltip label={`${counted(place.leads, 'lead')}: ${change} there`}>
      <svg
        className={classes.strip}
        viewBox={`0 0 ${halfHours.length} 14`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`${openNow ? 'Open' : 'Closed'}, ${change}`}
      >
        {runsOf(halfHours).map(({ open, from, length }) => (
          <rect
            key={from}
            x={from}
            y={open ? 1 : 5}
            width={length}
            height={open ? 12 : 4}
            className={open ? classes.open : classes.closed}
          />
        ))}
      </svg>
    </Tooltip>
  );
}

/** Half hours of the same kind as one bar. */
function runsOf(halfHours: readonly boolean[]): { open: boolean; from: number; length: number }[] {
  const runs: { open: boolean; from: number; length: number }[] = [];
  for (const [index, open] of halfHours.entries()) {
    const last = runs.at(-1);
    if (last?.open === open) last.length += 1;
    else runs.push({ open, from: index, length: 1 });
  }
  return runs;
}

function nameOf({ zones, states }: Place): string {
  if (zones.length === 0) return 'Unknown place';
  if (states.length > 0) return states.map((state) => state.replace(/^US-/, '')).join(', ');
  return zones.map(placeOf).join(', ');
}
