import type { ZoneTable } from '../../../domain/time.ts';
import { localTime } from '../../../numbering/local-time.ts';
import type { LocalTime } from '../../contract/time.ts';
import type { Attempt, TimelineEvent, TimelineLine, Verdict } from '../../contract/timeline.ts';

export interface Story {
  attempts: readonly Attempt[];
  verdicts: readonly Verdict[];
  events: readonly TimelineEvent[];
  import?: { id: string; fileName: string; createdAt: string } | null;
}

/** Where and by which clock the lines are told. */
export interface Telling {
  zone: string | null;
  zones: ZoneTable;
  clockOffsetMs: number;
}

const MOST_LINES = 500;

/** Everything in order of time, a sentence a line. Of very long stories the newest lines. */
export function tell(story: Story, telling: Telling): TimelineLine[] {
  const lines: Omit<TimelineLine, 'local'>[] = [
    ...(story.import
      ? [
          {
            at: story.import.createdAt,
            kind: 'import' as const,
            id: story.import.id,
            text: `Imported from ${story.import.fileName || 'a file'}.`,
          },
        ]
      : []),
    ...story.verdicts.map((verdict) => ({
      at: verdict.at,
      kind: 'verdict' as const,
      id: verdict.id,
      text: verdictText(verdict),
    })),
    ...story.attempts.map((attempt) => ({
      at: attempt.endedAt ?? attempt.dialStartedAt ?? attempt.intendedAt,
      kind: 'attempt' as const,
      id: attempt.id,
      text: attemptText(attempt),
    })),
    ...story.events.map((event) => ({ at: event.at, kind: 'event' as const, id: event.id, text: eventText(event) })),
  ];
  return lines
    .toSorted((a, b) => a.at.localeCompare(b.at) || a.id.localeCompare(b.id))
    .slice(-MOST_LINES)
    .map((line) => ({ ...line, local: localOf(line.at, telling) }));
}

/** A stored instant as the lead's clock reads it; the demonstration clock where the tenant has one. */
export function localOf(at: string | null, { zone, zones, clockOffsetMs }: Telling): LocalTime | null {
  if (at === null || zone === null || !zones.has(zone)) return null;
  return localTime(Date.parse(at) + clockOffsetMs, zone, zones, { demonstration: clockOffsetMs !== 0 });
}

function verdictText({ phase, result, reasonText, nextCallableAt }: Verdict): string {
  const when = { import: 'At import', claim: 'Before a call', dial: 'At the dial' }[phase];
  if (result === 'allowed') return `${when}: allowed.`;
  const why = reasonText ?? 'a rule refused';
  const next = nextCallableAt === null ? '' : `, next at ${nextCallableAt}`;
  return `${when}: ${result}, ${why}${next}.`;
}

function attemptText({ attemptNumber, dispositionLabel, state, talkMs, fencedAt }: Attempt): string {
  const ended = dispositionLabel ?? state;
  const talked = talkMs === null || talkMs === 0 ? '' : `, ${Math.round(talkMs / 1000)} s of conversation`;
  return `Attempt ${attemptNumber}: ${ended}${talked}${fencedAt === null ? '' : ', fenced'}.`;
}

const WORDS: Record<string, string> = {
  'call.planned': 'A call was planned.',
  'call.dialing': 'Dialling.',
  'call.ringing': 'It rings.',
  'call.answered': 'Answered.',
  'call.ended': 'The call ended.',
  'call.turns': 'Something was said.',
  'call.room-closed': 'The room was closed.',
  'lead.opted-out': 'Will not be called again: on the do-not-call list.',
  'lead.blocked': 'Will not be called.',
  'lead.callback-promised': 'A call back was promised.',
  'lead.callback-moved': 'A promised call back had to move.',
};

function eventText({ type }: TimelineEvent): string {
  return WORDS[type] ?? `${type.replaceAll(/[.-]/g, ' ')}.`;
}
