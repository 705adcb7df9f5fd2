import type { ProvisionInput } from '../../../api-client/types.gen.ts';
import {
  type AFTER,
  type DISCLOSURES,
  type EVENTS,
  type Exception,
  EXCEPTIONS,
  type KINDS_OF_CONTACT,
  type KINDS_OF_NUMBER,
  type ON_CALLS,
  type REGISTRIES,
  type REQUIREMENTS,
  SCOPES_OF_CONSENT,
} from './rule-choices.ts';

export type SetRule = (change: Partial<TypedRule>) => void;

/** A rule as it is typed into a form. */
export interface TypedRule {
  what: (typeof REQUIREMENTS)[number]['value'];
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
  registry: (typeof REGISTRIES)[number]['value'];
  /** `TX`, of the list of a state. */
  registryState: string;
  /** How old a copy of the registry may be, in days. */
  maxAge: number;
  /** Without the registry, or without asking for a new owner, there is no call. */
  must: boolean;
  disclosure: (typeof DISCLOSURES)[number]['value'];
  after: (typeof AFTER)[number]['value'];
  withinSeconds: number;
  on: (typeof ON_CALLS)[number]['value'];
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
  registry: 'us-federal',
  registryState: '',
  maxAge: 31,
  must: true,
  disclosure: 'identity',
  after: 'greeting',
  withinSeconds: 30,
  on: 'answer',
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
    case 'list': {
      const list: Registry = typed.registry === 'us-state' ? stateList(typed.registryState) : typed.registry;
      return { what: 'list', list, maxAgeDays: typed.maxAge, mustHold: typed.must };
    }
    case 'reassigned':
      return { what: 'reassigned', mustAsk: typed.must };
    case 'disclosure':
      return {
        what: 'disclosure',
        key: typed.disclosure,
        after: typed.after,
        withinMs: typed.withinSeconds * 1_000,
        on: typed.on,
      };
    case 'hours': {
      const [weekday, sat, sun] = [hoursOf(typed.weekdays), hoursOf(typed.saturday), hoursOf(typed.sunday)];
      return {
        what: 'hours',
        byWeekday: { mon: weekday, tue: weekday, wed: weekday, thu: weekday, fri: weekday, sat, sun },
      };
    }
  }
}

type Registry = Extract<ProvisionInput['requires'], { what: 'list' }>['list'];

const stateList = (code: string): Registry => `us-state:US-${code.trim().toUpperCase()}`;

function hoursOf([start, end]: [string, string]) {
  return start === '' || end === '' ? null : { start, end };
}
