import { LAWFUL_HOURS } from '../../../domain/lawful-hours.ts';
import type { ZoneTable } from '../../../domain/time.ts';
import { minutesOf } from '../../../domain/windows.ts';
import type { CallingWindow } from '../../contract/campaigns.ts';
import type { ProblemField } from '../../contract/problem.ts';

/** What makes a window one that never opens. */
export function windowProblems(window: CallingWindow, zones: ZoneTable): ProblemField[] {
  const problems: ProblemField[] = [];
  const [start, end] = [minutesOf(window.start) ?? 0, minutesOf(window.end) ?? 0];
  if (window.days.length === 0) {
    problems.push({
      field: 'callingWindow.days',
      message: 'No day is named, so the window never opens.',
      remedy: 'Name at least one day.',
    });
  }
  if (start >= end) {
    problems.push({
      field: 'callingWindow.end',
      message: 'The window ends before it begins.',
      remedy: 'Choose an end after the start, on the same day; 24:00 is midnight.',
    });
  } else if (window.zone === 'lead' && (end <= LAWFUL_HOURS.startMinute || start >= LAWFUL_HOURS.endMinute)) {
    problems.push({
      field: 'callingWindow',
      message:
        'It lies outside the lawful hours, 08:00 to 21:00 where the telephone rings, so nothing would be dialled.',
      remedy: 'Choose hours between 08:00 and 21:00.',
    });
  }
  if (window.zone !== 'lead' && !zones.has(window.zone)) {
    problems.push({
      field: 'callingWindow.zone',
      message: 'There is no time zone of this name.',
      remedy: 'Send `lead`, or an IANA zone such as America/New_York.',
    });
  }
  return problems;
}
