import type { Import } from '../../api/contract/imports.ts';
import { type RejectedRow } from '../../cli/importing/read-rejected.ts';
import { rejectedLine } from '../../cli/importing/summary.ts';
import { tableLines } from '../../cli/terminal/table.ts';
import { labelOf } from '../../cli/watch/labels.ts';
import { localTime } from '../../cli/watch/local-time.ts';
import { dispositions } from '../../domain/vocabulary.ts';
import type { DemoResult, LeadResult, PromisedCall } from './result.ts';

/** One line of the result: how so many leads stand, and who they are. */
interface Row {
  readonly how: string;
  readonly leads: readonly LeadResult[];
}

const NAMED = 4;

/** The result by disposition, with every lead accounted for: ended, or why it waits and when it may be called. */
export function resultLines({ leads }: DemoResult): string[] {
  const rows = rowsOf(leads);
  const table = tableLines(
    [...rows, { how: 'All leads', leads }],
    [
      { title: 'How it ended', value: (row) => row.how },
      { title: 'Leads', value: (row) => row.leads.length, align: 'right' },
      { title: 'Who', value: (row) => (row.leads === leads ? '' : namesOf(row.leads)) },
    ],
  );
  const waiting = leads.filter(({ state }) => state === 'waiting');
  return [...table, ...waiting.map(waitingLine)];
}

function rowsOf(leads: readonly LeadResult[]): Row[] {
  const done = leads.filter(({ state }) => state === 'done');
  const ended = [...dispositions, null].map((name) => ({
    how: name === null ? 'Ended without a call' : labelOf(name),
    leads: done.filter(({ disposition }) => disposition === name),
  }));
  const held = leads.filter(({ state }) => state !== 'done');
  const reasons = [...new Set(held.map(standingOf))].map((how) => ({
    how,
    leads: held.filter((lead) => standingOf(lead) === how),
  }));
  return [...ended, ...reasons].filter((row) => row.leads.length > 0);
}

function standingOf({ state, because }: LeadResult): string {
  if (state === 'in-call') return 'In a call';
  return `${state === 'blocked' ? 'Not called' : 'Waiting'}: ${because ?? 'no reason given'}`;
}

function namesOf(leads: readonly LeadResult[]): string {
  const names = leads.slice(0, NAMED).map(({ name }) => name);
  return leads.length > NAMED ? `${names.join(', ')} and ${leads.length - NAMED} more` : names.join(', ');
}

function waitingLine({ name, next }: LeadResult): string {
  return next ? `  ${name} may be called from ${localTime(next)}` : `  ${name} waits; nobody can say until when`;
}

/** Kept or not, and how punctually. */
export function promiseLines(promises: readonly PromisedCall[]): string[] {
  return promises.map(({ name, promisedFor, calledAt, endedAs }) => {
    const asked = `  ${name} asked to be called back`;
    if (calledAt === null) return `${asked}; that call is still to come`;
    const lateMs = Date.parse(calledAt) - Date.parse(promisedFor);
    const seconds = Math.round(Math.abs(lateMs) / 1000);
    const when = seconds === 0 ? 'to the second' : `${seconds} s ${lateMs > 0 ? 'after' : 'before'} the promised time`;
    return `${asked} and was, ${when}${endedAs ? `: ${endedAs.toLowerCase()}` : ''}`;
  });
}

/** Rows of the file that became no lead, each with its reason. */
export function leftOutLines(imported: Import, rejected: readonly RejectedRow[]): string[] {
  const duplicates = imported.duplicate === 1 ? '1 row repeats' : `${imported.duplicate} rows repeat`;
  return [
    `${imported.rowsRead} rows of ${imported.fileName}: ${imported.accepted} leads, ${imported.rejected} rows that cannot be used, ${imported.duplicate} duplicates`,
    ...rejected.map(rejectedLine),
    ...(imported.duplicate > 0 ? [`  ${duplicates} a number that is in the list already`] : []),
  ];
}
