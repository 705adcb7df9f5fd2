import type { RuleChangeCreate } from '../../../api-client/types.gen.ts';

export const CHANGE_KINDS = [
  { value: 'ban', label: 'No calls at all (an emergency, a ban)' },
  { value: 'hours', label: 'Other calling hours' },
  { value: 'cap', label: 'Fewer calls' },
  { value: 'holiday', label: 'A day without calls' },
] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number]['value'];

/** What is typed into the form of a change. */
export interface Typed {
  kind: ChangeKind;
  title: string;
  reason: string;
  citation: string;
  /** `US-LA`, or `GB` for a whole country; empty: everywhere. */
  place: string;
  from: string;
  until: string;
  weekdays: [string, string];
  saturday: [string, string];
  sunday: [string, string];
  most: number;
  days: number;
}

export const NOTHING_TYPED: Typed = {
  kind: 'ban',
  title: '',
  reason: '',
  citation: '',
  place: '',
  from: '',
  until: '',
  weekdays: ['09:00', '20:00'],
  saturday: ['10:00', '18:00'],
  sunday: ['', ''],
  most: 3,
  days: 7,
};

const DAY_MS = 86_400_000;

/**
 * The form as the API takes it.
 * @param once sets the rule’s id apart from one with the same words: an emergency may come again
 */
export function draftOf(typed: Typed, once: string): RuleChangeCreate {
  const { title, reason } = typed;
  const place = typed.place.trim().toUpperCase();
  if (typed.kind === 'holiday') {
    const country = place.split('-')[0] ?? '';
    const state = place.includes('-') ? { state: place } : {};
    return { title, reason, holidays: [{ date: typed.from, name: title, country, ...state }] };
  }
  const where = place === '' ? {} : place.includes('-') ? { states: [place] } : { countries: [place] };
  return {
    title,
    reason,
    amendments: [
      {
        id: `${idOf(title)}.${once}`,
        title,
        citation: typed.citation,
        where,
        from: typed.from || null,
        until: typed.until || null,
        requires: requirementOf(typed),
      },
    ],
  };
}

type Requirement = NonNullable<RuleChangeCreate['amendments']>[number]['requires'];

function requirementOf(typed: Typed): Requirement {
  if (typed.kind === 'cap') return { what: 'cap', most: typed.most, perMs: typed.days * DAY_MS, scope: 'person' };
  if (typed.kind !== 'hours') return { what: 'ban' };
  const [weekday, sat, sun] = [hoursOf(typed.weekdays), hoursOf(typed.saturday), hoursOf(typed.sunday)];
  return {
    what: 'hours',
    byWeekday: { mon: weekday, tue: weekday, wed: weekday, thu: weekday, fri: weekday, sat, sun },
  };
}

function hoursOf([start, end]: [string, string]) {
  return start === '' || end === '' ? null : { start, end };
}

/** Findings name it: `change.louisiana-no-sales-calls.3f2a`. */
function idOf(title: string): string {
  const words = title
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 80);
  return `change.${words || 'untitled'}`;
}
