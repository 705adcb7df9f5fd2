import { Tooltip } from '@mantine/core';
import type { CallDetail } from '../../api-client/types.gen.ts';
import { Empty } from '../../parts/states.tsx';
import classes from './timeline.module.css';

const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const day = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });

/** What happened, line by line: the viewer's clock, and where the lead is, theirs. */
export function Timeline({ lines }: { lines: CallDetail['timeline'] }) {
  if (lines.length === 0) return <Empty title="Nothing has happened yet" />;
  return (
    <ol className={classes.lines}>
      {lines.map(({ id, kind, at, text, local }) => (
        <li key={kind + id} className={classes.line} data-kind={kind}>
          <Tooltip label={day.format(new Date(at))}>
            <time dateTime={at}>{clock.format(new Date(at))}</time>
          </Tooltip>
          <span>{withoutInstants(text)}</span>
          {local !== null && (
            <span className={classes.local} title={`By the lead’s clock, ${local.zone}`}>
              {local.local.slice(11, 16)} there
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
