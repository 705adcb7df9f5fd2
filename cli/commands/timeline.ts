import type { TimelineLine } from '../../api/contract/timeline.ts';
import { plain } from '../terminal/table.ts';
import { clockReading } from '../watch/local-time.ts';

/** What happened, oldest first: the moment in UTC, where the lead is, and a sentence. */
export function timelineLines(timeline: readonly TimelineLine[]): string[] {
  if (timeline.length === 0) return ['Nothing has happened yet.'];
  return timeline.map(({ at, local, text }) => {
    const there = local ? ` (${clockReading(local)})` : '';
    return plain(`${at.slice(0, 19).replace('T', ' ')} UTC${there}  ${text}`);
  });
}
