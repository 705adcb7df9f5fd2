import type { ProvisionInput } from '../../../api-client/types.gen.ts';

export const REQUIREMENTS = [
  { value: 'ban', label: 'No calls at all (an emergency, a ban)' },
  { value: 'hours', label: 'Other calling hours' },
  { value: 'cap', label: 'Fewer calls' },
  { value: 'quiet-after', label: 'Quiet for a time after something' },
  { value: 'consent', label: 'Consent beforehand' },
  { value: 'list', label: 'A do-not-call registry' },
  { value: 'reassigned', label: 'Whether a number has a new owner' },
  { value: 'disclosure', label: 'Something to be said or done on the call' },
] as const;
export type RequirementKind = (typeof REQUIREMENTS)[number]['value'];

export const KINDS_OF_CONTACT = ['telemarketing', 'informational', 'debt'] as const;
export const KINDS_OF_NUMBER = ['mobile', 'landline', 'unknown'] as const;
export const SCOPES_OF_CONSENT = ['informational', 'telemarketing', 'automated-voice'] as const;

/** Registries that a rule can ask for; those of states go by their code. */
export const REGISTRIES = [
  { value: 'us-federal', label: 'United States, federal registry' },
  { value: 'us-state', label: 'The list of a state of the United States' },
  { value: 'uk-tps', label: 'United Kingdom, TPS' },
  { value: 'uk-ctps', label: 'United Kingdom, CTPS (companies)' },
  { value: 'ca-national', label: 'Canada, national list' },
] as const;

/** What is to be said or done on a call, in the words of a manager. */
export const DISCLOSURES = [
  { value: 'identity', label: 'Say who calls' },
  { value: 'ai', label: 'Say that it is an artificial voice' },
  { value: 'recording', label: 'Say that the call is recorded' },
  { value: 'opt-out', label: 'Say how to refuse further calls' },
  { value: 'toll-free-number', label: 'Give a toll-free number' },
  { value: 'end-on-refusal', label: 'End the call when refused' },
  { value: 'caller-id', label: 'Show a number that can be called back' },
] as const;
export const AFTER = [
  { value: 'greeting', label: 'the greeting' },
  { value: 'dial', label: 'the dial' },
  { value: 'identity', label: 'saying who calls' },
  { value: 'refusal', label: 'a refusal' },
  { value: 'message-start', label: 'the start of a message' },
] as const;
export const ON_CALLS = [
  { value: 'answer', label: 'when somebody answers' },
  { value: 'voicemail', label: 'when a machine answers' },
  { value: 'every-call', label: 'on every call' },
] as const;

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
