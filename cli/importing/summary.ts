import type { Import } from '../../api/contract/imports.ts';
import { clockTime } from '../terminal/bar.ts';
import { plain } from '../terminal/table.ts';
import type { RejectedRow } from './read-rejected.ts';

const SHOWN = 10;

/** The import in one line, while it runs. */
export function importLine(now: Import): string {
  const rate = now.rowsPerSecond === null ? '' : ` · ${Math.round(now.rowsPerSecond)} rows/s`;
  const left = now.secondsLeft === null ? '' : ` · ${clockTime(now.secondsLeft * 1000)} left`;
  return `${now.fileName}: ${now.status}, ${now.rowsRead} rows read${rate}${left}`;
}

/** What became of the rows, and why some could not be used. */
export function summaryLines(done: Import, rejected: readonly RejectedRow[], savedTo?: string): string[] {
  const parts = [
    `${done.accepted} accepted`,
    `${done.duplicate} duplicate${done.updated > 0 ? ` (${done.updated} of them updated)` : ''}`,
    `${done.rejected} rejected`,
  ];
  const rest = rejected.length - SHOWN;
  return [
    `${done.fileName}: ${done.rowsRead} rows read: ${parts.join(', ')}.`,
    ...(done.suppressed > 0 ? [`${done.suppressed} of them on the do-not-call list: kept, never called.`] : []),
    ...rejected.slice(0, SHOWN).map(rejectedLine),
    ...(rest > 0 ? [`  and ${rest} more`] : []),
    ...(rejected.length > 0 ? [whereTheyAre(done, savedTo)] : []),
  ];
}

export function rejectedLine({ line, column, reason, remedy }: RejectedRow): string {
  return plain(`  line ${line}${column ? `, ${column}` : ''}: ${reason} ${remedy}`);
}

function whereTheyAre(done: Import, savedTo: string | undefined): string {
  if (savedTo) return `The rejected rows are in ${savedTo}: mend them there and import that file.`;
  return `All of them as CSV: --rejected FILE, or GET /api/v1/imports/${done.id}/rejected`;
}
