/** One line for people: how far an import is. Counts only. Pure. */
import type { ImportCounts } from '../activities/imports/interface.ts';

export function describeReading(counts: ImportCounts, bytesRead: number, fileBytes: number): string {
  const share = fileBytes === 0 ? 100 : Math.min(100, Math.floor((100 * bytesRead) / fileBytes));
  return `reading, ${share} % of the file; ${soFar(counts)}`;
}

export function describeEnd(status: 'completed' | 'cancelled' | 'failed', counts: ImportCounts): string {
  return `${status}; ${soFar(counts)}`;
}

function soFar({ rowsRead, accepted, rejected, duplicate, updated, suppressed }: ImportCounts): string {
  const parts = [`${rowsRead} rows read`, `${accepted} accepted`, `${rejected} rejected`, `${duplicate} duplicate`];
  if (updated > 0) parts.push(`${updated} leads updated`);
  if (suppressed > 0) parts.push(`${suppressed} on the do-not-call list`);
  return parts.join(', ');
}
