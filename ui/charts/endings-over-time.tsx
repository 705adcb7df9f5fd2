import { useElementSize } from '@mantine/hooks';
import { figure } from '../parts/figures.ts';
import { byGroup, GROUPS } from './disposition-groups.ts';
import classes from './charts.module.css';
import { Swatch } from './swatch.tsx';

interface Point {
  at: string;
  dispositions: Record<string, number>;
}

const HEIGHT = 132;
const AXIS = 18;
const clock = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' });

/** How calls ended, span by span: columns of one unit of height a call, stacked by group. */
export function EndingsOverTime({ points, bucketSeconds }: { points: readonly Point[]; bucketSeconds: number }) {
  const { ref, width } = useElementSize();
  const spans = everySpan(points, bucketSeconds);
  const most = Math.max(1, ...spans.map((span) => span.total));
  const step = spans.length === 0 ? 0 : width / spans.length;
  const bar = Math.max(1, Math.min(22, step - 2));
  const sums = byGroup(total(points));
  const shown = GROUPS.filter(({ key }) => sums[key] > 0);
  const spoken = shown.map(({ key, label }) => `${label} ${figure(sums[key])}`).join(', ');
  return (
    <div>
      <div ref={ref} className={classes.plot}>
        {width > 0 && (
          <svg
            width={width}
            height={HEIGHT + AXIS}
            role="img"
            aria-label={`Calls ended, by outcome over time: ${spoken || 'none yet'}. At most ${most} in one span.`}
          >
            <line x1="0" x2={width} y1={HEIGHT + 0.5} y2={HEIGHT + 0.5} className={classes.axis} />
            <text x={0} y={10} className={classes.tick}>
              {most}
            </text>
            {spans.map(({ at, groups, total: all }, index) => {
              const x = index * step + (step - bar) / 2;
              let y = HEIGHT;
              return (
                <g key={at}>
                  <title>{`${clock.format(at)}: ${all} ended`}</title>
                  {shown.map(({ key, colour }) => {
                    const height = (groups[key] / most) * (HEIGHT - 14);
                    y -= height;
                    return height > 0 ? (
                      <rect key={key} x={x} y={y} width={bar} height={Math.max(1, height - 1)} fill={colour} rx="1" />
                    ) : null;
                  })}
                </g>
              );
            })}
            {spans.length > 0 && (
              <>
                <text x={0} y={HEIGHT + 14} className={classes.tick}>
                  {clock.format(spans[0]?.at)}
                </text>
                <text x={width} y={HEIGHT + 14} textAnchor="end" className={classes.tick}>
                  {clock.format((spans.at(-1)?.at ?? 0) + bucketSeconds * 1000)}
                </text>
              </>
            )}
          </svg>
        )}
      </div>
      <ul className={classes.legend}>
        {shown.map(({ key, label, colour }) => (
          <li key={key}>
            <Swatch colour={colour} />
            {label} <b>{figure(sums[key])}</b>
          </li>
        ))}
      </ul>
    </div>
  );
}

function total(points: readonly Point[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const { dispositions } of points) {
    for (const [name, count] of Object.entries(dispositions)) sums[name] = (sums[name] ?? 0) + count;
  }
  return sums;
}

const MOST_SPANS = 200;
const FEWEST_SPANS = 24;

/** Empty spans are part of the story: nothing was dialled then. The last span is at the right. */
function everySpan(points: readonly Point[], bucketSeconds: number) {
  const size = bucketSeconds * 1000;
  const [first] = points;
  const newest = points.at(-1);
  if (!first || !newest) return [];
  const known = new Map(points.map((point) => [Date.parse(point.at), point.dispositions]));
  const last = Date.parse(newest.at);
  const start = Math.max(Math.min(Date.parse(first.at), last - (FEWEST_SPANS - 1) * size), last - MOST_SPANS * size);
  const spans = [];
  for (let at = start; at <= last; at += size) {
    const groups = byGroup(known.get(at) ?? {});
    spans.push({ at, groups, total: Object.values(groups).reduce((all, one) => all + one, 0) });
  }
  return spans;
}
