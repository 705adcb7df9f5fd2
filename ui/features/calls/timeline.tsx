import { Tooltip } from '@mantine/core';
import type { CallDetail } from '../../api-client/types.gen.ts';
import { hourThere } from '../../parts/moment.tsx';
import { Empty } from '../../parts/states.tsx';
import classes from './timeline.module.css';

const clock = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' });
const day = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });

/** What happened, line by line: the viewer's clock, and where the lead is, theirs. */
export function Timeline({ lines }: { lines: CallDetail['timeline'] }) {
  if (lines.length === 0) return <Empty title="Nothing has happened yet" />;
  return (
    <ol className={classes.lines}>
      {inRuns(lines).map(({ id, kind, at, text, local, times }) => (
        <li key={kind + id} className={classes.line} data-kind={kind}>
          <Tooltip label={day.format(new Date(at))}>
            <time dateTime={at}>{clock.format(new Date(at))}</time>
          </Tooltip>
          <span>
            {withoutInstants(text)}
            {times > 1 && <span className="quiet"> {times} times</span>}
          </span>
          {local !== null && (
            <span className={classes.local} title={`By the lead’s clock, ${local.zone}`}>
              {hourThere(local)} there
            </span>
          )}
        </li>
      ))}
    </ol>
  );
}

/** Sentences of the server may hold instants in UTC; people read clocks. */
function withoutInstants(text: string): string {
  return text.replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, (instant) => {
    const date = new Date(instant);
    return `${day.format(date)}, ${clock.format(date)}`;
  });
}

/** The same thing several times on end as one line, where it began. */
function inRuns(lines: CallDetail['timeline']) {
  const runs: (CallDetail['timeline'][number] & { times: number })[] = [];
  for (const line of lines) {
    const last = runs.at(-1);
    if (last !== undefined && last.kind === line.kind && last.text === line.text) last.times += 1;
    else runs.push({ ...line, times: 1 });
  }
  return runs;
}
