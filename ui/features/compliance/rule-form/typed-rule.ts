import type { ProvisionInput } from '../../../api-client/types.gen.ts';

export const REQUIREMENTS = [
  { value: 'ban', label: 'No calls at all (an emergency, a ban)' },
  { value: 'hours', label: 'Other calling hours' },
  { value: 'cap', label: 'Fewer calls' },
  { value: 'consent', label: 'Consent beforehand' },
] as const;
export type RequirementKind = (typeof REQUIREMENTS)[number]['value'];

export const KINDS_OF_CONTACT = ['telemarketing', 'informational', 'debt'] as const;
export const KINDS_OF_NUMBER = ['mobile', 'landline', 'unknown'] as const;
export const SCOPES_OF_CONSENT = ['informational', 'telemarketing', 'automated-voice'] as const;

/** A rule as it is typed into a form. */
export interface TypedRule {
  what: RequirementKind;
  citation: string;
  /** `US-LA, US-TX` or `GB`, with commas between; empty: everywhere. */
  places: string;
  /** A day, or a minute of one, by the clock of the place; empty: at once. */
  from: string;
  /** From when it holds no longer; empty: for good. */
  until: string;
  /** None: every kind. */
  kinds: (typeof KINDS_OF_CONTACT)[number][];
  numberTypes: (typeof KINDS_OF_NUMBER)[number][];
  /** The id of a provision that it takes the place of; empty: beside all others. */
  replaces: string;
  weekdays: [string, string];
  saturday: [string, string];
  sunday: [string, string];
  most: number;
  days: number;
  scope: (typeof SCOPES_OF_CONSENT)[number];
}

export const NO_RULE: TypedRule = {
  what: 'ban',
  citation: '',
  places: '',
  from: '',
  until: '',
  kinds: [],
  numberTypes: [],
  replaces: '',
  weekdays: ['09:00', '20:00'],
  saturday: ['10:00', '18:00'],
  sunday: ['', ''],
  most: 3,
  days: 7,
  scope: 'telemarketing',
};

const DAY_MS = 86_400_000;

/** The form as the API takes a rule. */
export function provisionOf(typed: TypedRule, id: string, title: string): ProvisionInput {
  const { kinds, numberTypes, replaces } = typed;
  // An emergency begins at an hour; every other rule on a day.
  const moment = (text: string) => (typed.what === 'ban' ? text : text.slice(0, 10)) || null;
  return {
    id,
    title,
    citation: typed.citation,
    where: whereOf(typed.places),
    appliesTo: { ...(kinds.length > 0 && { kinds }), ...(numberTypes.length > 0 && { numberTypes }) },
    from: moment(typed.from),
    until: moment(typed.until),
    requires: requirementOf(typed),
    ...(replaces !== '' && { replaces }),
  };
}

/** `us-la, GB` as the places of a rule: a dash makes it a state. */
export function whereOf(places: string): NonNullable<ProvisionInput['where']> {
  const named = places
    .toUpperCase()
    .split(/[\s,;]+/)
    .filter(Boolean);
  const states = named.filter((place) => place.includes('-'));
  const countries = named.filter((place) => !place.includes('-'));
  return { ...(states.length > 0 && { states }), ...(countries.length > 0 && { countries }) };
}

/**
 * Findings name it: `change.louisiana-no-sales-calls.3f2a`.
 * @param once sets it apart from one with the same words: an emergency may come again
 */
export function ruleId(prefix: 'change' | 'tenant', title: string, once: string): string {
  const words = title
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 80);
  return `${prefix}.${words || 'untitled'}.${once}`;
}

function requirementOf(typed: TypedRule): ProvisionInput['requires'] {
  switch (typed.what) {
    case 'ban':
      return { what: 'ban' };
    case 'cap':
      return { what: 'cap', most: typed.most, perMs: typed.days * DAY_MS, scope: 'person' };
    case 'consent':
      return { what: 'consent', scope: typed.scope, written: true };
    case 'hours': {
      const [weekday, sat, sun] = [hoursOf(typed.weekdays), hoursOf(typed.saturday), hoursOf(typed.sunday)];
      return {
        what: 'hours',
        byWeekday: { mon: weekday, tue: weekday, wed: weekday, thu: weekday, fri: weekday, sat, sun },
      };
    }
  }
}

function hoursOf([start, end]: [string, string]) {
  return start === '' || end === '' ? null : { start, end };
}
