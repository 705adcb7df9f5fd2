import type { ProvisionInput } from '../../../api-client/types.gen.ts';

export const REQUIREMENTS = [
  { value: 'ban', label: 'No calls at all (an emergency, a ban)' },
  { value: 'hours', label: 'Other calling hours' },
  { value: 'cap', label: 'Fewer calls' },
  { value: 'quiet-after', label: 'Quiet for a time after something' },
  { value: 'consent', label: 'Consent beforehand' },
] as const;
export type RequirementKind = (typeof REQUIREMENTS)[number]['value'];

export const KINDS_OF_CONTACT = ['telemarketing', 'informational', 'debt'] as const;
export const KINDS_OF_NUMBER = ['mobile', 'landline', 'unknown'] as const;
export const SCOPES_OF_CONSENT = ['informational', 'telemarketing', 'automated-voice'] as const;

/** After what a person is left in peace. */
export const EVENTS = [
  { value: 'attempt', label: 'a dial' },
  { value: 'conversation', label: 'a conversation' },
  { value: 'refusal', label: 'a refusal' },
  { value: 'opt-out', label: 'an opt-out' },
  { value: 'incoming', label: 'their own call' },
] as const;

/** Whom a rule leaves out: those who agreed to something (one scope), customers, or who asked for more such calls. */
export const EXCEPTIONS = [
  { value: 'telemarketing', label: 'agreed to calls that sell' },
  { value: 'informational', label: 'agreed to calls that inform' },
  { value: 'automated-voice', label: 'agreed to an artificial voice' },
  { value: 'relationship', label: 'have a business relationship' },
  { value: 'direct', label: 'agreed directly to more such calls' },
] as const;
type Exception = (typeof EXCEPTIONS)[number]['value'];

export type SetRule = (change: Partial<TypedRule>) => void;

/** A rule as it is typed into a form. */
export interface TypedRule {
  what: RequirementKind;
  citation: string;
  /** `US-LA, US-TX` or `GB`, with commas between; empty: everywhere. */
  places: string;
  /** How postal codes begin, with commas between; empty: all of the places. */
  postalCodes: string;
  /** A day, or a minute of one, by the clock of the place; empty: at once. */
  from: string;
  /** From when it holds no longer; empty: for good. */
  until: string;
  /** None: every kind. */
  kinds: (typeof KINDS_OF_CONTACT)[number][];
  numberTypes: (typeof KINDS_OF_NUMBER)[number][];
  onlyVoice: boolean;
  except: Exception[];
  /** The id of a provision that it takes the place of; empty: beside all others. */
  replaces: string;
  weekdays: [string, string];
  saturday: [string, string];
  sunday: [string, string];
  most: number;
  /** Of the cap, or of the quiet. */
  days: number;
  events: (typeof EVENTS)[number]['value'][];
  scope: (typeof SCOPES_OF_CONSENT)[number];
}

export const NO_RULE: TypedRule = {
  what: 'ban',
  citation: '',
  places: '',
  postalCodes: '',
  from: '',
  until: '',
  kinds: [],
  numberTypes: [],
  onlyVoice: false,
  except: [],
  replaces: '',
  weekdays: ['09:00', '20:00'],
  saturday: ['10:00', '18:00'],
  sunday: ['', ''],
  most: 3,
  days: 7,
  events: ['refusal'],
  scope: 'telemarketing',
};

const DAY_MS = 86_400_000;

/** The form as the API takes a rule. */
export function provisionOf(typed: TypedRule, id: string, title: string): ProvisionInput {
  const { kinds, numberTypes, onlyVoice, except, replaces } = typed;
  const consent = SCOPES_OF_CONSENT.find((scope) => except.includes(scope));
  // An emergency begins at an hour; every other rule on a day.
  const moment = (text: string) => (typed.what === 'ban' ? text : text.slice(0, 10)) || null;
  return {
    id,
    title,
    citation: typed.citation,
    where: whereOf(typed.places, typed.postalCodes),
    appliesTo: {
      ...(kinds.length > 0 && { kinds }),
      ...(numberTypes.length > 0 && { numberTypes }),
      ...(onlyVoice && { automatedVoice: true }),
      ...(consent !== undefined && { unlessConsent: consent }),
      ...(except.includes('relationship') && { unlessRelationship: true }),
      ...(except.includes('direct') && { unlessDirectConsent: true }),
    },
    from: moment(typed.from),
    until: moment(typed.until),
    requires: requirementOf(typed),
    ...(replaces !== '' && { replaces }),
  };
}

/** `us-la, GB` as the places of a rule, a dash makes it a state; and within them only where postal codes begin so. */
export function whereOf(places: string, codes = ''): NonNullable<ProvisionInput['where']> {
  const named = wordsOf(places.toUpperCase());
  const states = named.filter((place) => place.includes('-'));
  const countries = named.filter((place) => !place.includes('-'));
  const postalCodes = wordsOf(codes.toUpperCase());
  return {
    ...(states.length > 0 && { states }),
    ...(countries.length > 0 && { countries }),
    ...(postalCodes.length > 0 && { postalCodes }),
  };
}

const wordsOf = (text: string): string[] => text.split(/[\s,;]+/).filter(Boolean);

/** What is picked as an exception, with the newest scope of consent alone: a rule names one. */
export function withoutOtherConsents(picked: readonly string[], before: readonly Exception[]): Exception[] {
  const chosen = EXCEPTIONS.map(({ value }) => value).filter((one) => picked.includes(one));
  const isScope = (one: Exception) => SCOPES_OF_CONSENT.some((scope) => scope === one);
  const added = chosen.find((one) => isScope(one) && !before.includes(one));
  return added === undefined ? chosen : chosen.filter((one) => !isScope(one) || one === added);
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
    case 'quiet-after':
      return { what: 'quiet-after', events: typed.events, forMs: typed.days * DAY_MS, scope: 'person' };
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
