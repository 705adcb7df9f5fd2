import type { Weekday } from '../time.ts';
import type { ConsentScope, ContactKind, HistoryEvent, ListName, NumberType } from '../vocabulary.ts';
import type { Confidence } from './verdict.ts';

/**
 * A legal provision as data. Law packs (`jurisdictions/`) are lists of them, and so are an officer's entered changes and
 * a tenant's stricter choices. `compileRules` turns them into the rules that `screen` asks:
 * a tenant's profile -> `compileRules({ packs, amendments, overrides, holidays })` -> `screen(facts, rules, now, zones)`.
 */
export type Provision = {
  /** `us-fl.hours`: unique, stable, named by findings and overrides. */
  readonly id: string;
  /** `US`, `US-FL`, `GB`, `EU`, `tenant`. */
  readonly jurisdiction: string;
  /** What it asks, in a line that a manager reads. */
  readonly title: string;
  readonly citation: string;
  readonly confidence: Confidence;
  /**
   * First day of force, and the first day on which it is no longer in force, by the clock of the place: `2026-01-01` or
   * `2026-01-01T18:00`. Null: always. While some plausible zone is inside them, it holds.
   */
  readonly from: string | null;
  readonly until: string | null;
  readonly where: ProvisionPlaces;
  readonly appliesTo: ProvisionScope;
  readonly requires: Requirement;
  /** An amendment in place of a provision of a law pack. Laxer than that, it needs an owner's override to replace it. */
  readonly replaces?: string;
};

/** Countries (ISO 3166) or states (`US-FL`), any of them; without either, everywhere. */
export type ProvisionPlaces = {
  readonly countries?: readonly string[];
  readonly states?: readonly string[];
  /**
   * Within these places only where postal codes begin so: a county or a city, for a ban in an emergency. Whose code is not
   * known, or whose telephone may ring elsewhere than at the address, is taken to be there.
   */
  readonly postalCodes?: readonly string[];
};

/** Which calls it is about; what is left out is not asked about. */
export type ProvisionScope = {
  readonly kinds?: readonly ContactKind[];
  readonly automatedVoice?: boolean;
  /** An unknown type is taken for any of these. */
  readonly numberTypes?: readonly NumberType[];
  /** Not for people whose consent in this scope holds. */
  readonly unlessConsent?: ConsentScope;
  /** Not for people with a business relationship: a consent record of that source. */
  readonly unlessRelationship?: boolean;
  /** Not for people who agreed to more such calls, with whoever calls and until a day: a consent record of source `direct`. */
  readonly unlessDirectConsent?: boolean;
};

/** `{ start: '08:00', end: '20:00' }`, `end` excluded, up to `24:00`; null: not at all. */
export type DayHours = { readonly start: string; readonly end: string } | null;
export type WeekHours = Readonly<Record<Weekday, DayHours>>;

export type Requirement =
  | {
      readonly what: 'hours';
      readonly byWeekday: WeekHours;
      /** On the days of this reviewed table, and on further days (date `2026-12-24`), these hours instead; null: none. */
      readonly holidays?: {
        readonly table: string | null;
        readonly days?: readonly { readonly date: string; readonly name: string }[];
        readonly hours: DayHours;
      };
      /** A clock that the law names, beside that of every place where the telephone may ring. */
      readonly zone?: string;
    }
  | {
      readonly what: 'cap';
      readonly most: number;
      /** A rolling window. */
      readonly perMs: number;
      readonly scope: CapScope;
      readonly sameSubject?: boolean;
      /** Counts attempts that ended so, and those whose outcome is unknown; left out: all. */
      readonly outcomes?: readonly string[];
    }
  | {
      readonly what: 'quiet-after';
      readonly events: readonly HistoryEvent[];
      /** One of both: a span, or calendar months. */
      readonly forMs?: number;
      readonly forMonths?: number;
      readonly scope: CapScope;
    }
  | { readonly what: 'consent'; readonly scope: ConsentScope; readonly written?: boolean }
  | {
      readonly what: 'list';
      readonly list: Exclude<ListName, 'internal' | 'campaign' | 'litigator'>;
      readonly maxAgeDays: number;
      /** False: a tenant that does not hold the list may call; a mention blocks either way. */
      readonly mustHold: boolean;
    }
  | { readonly what: 'reassigned'; readonly mustAsk: boolean }
  | { readonly what: 'ban' }
  | ({ readonly what: 'disclosure' } & DisclosureDuty)
  /** For pacing, storage and people: nothing that a screening can find. */
  | { readonly what: 'duty'; readonly duty: Duty; readonly figures: Readonly<Record<string, number>> };

/** Whose calls count: of this number, of the person over all numbers, or of the person about this debt. */
export type CapScope = 'number' | 'person' | 'person-debt';

export const DISCLOSURE_KEYS = [
  'identity',
  'ai',
  'recording',
  'opt-out',
  'toll-free-number',
  'end-on-refusal',
  'caller-id',
] as const;
export type DisclosureKey = (typeof DISCLOSURE_KEYS)[number];

/** What must be said, or done, and at most how long after what. */
export type DisclosureDuty = {
  readonly key: DisclosureKey;
  readonly after: 'dial' | 'greeting' | 'identity' | 'refusal' | 'message-start';
  readonly withinMs: number;
  readonly on: 'answer' | 'voicemail' | 'every-call';
};

export type Duty = 'abandonment' | 'ring-time' | 'retention' | 'revocation';
