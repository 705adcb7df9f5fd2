import type { E164 } from '../ids.ts';
import type { Places } from '../places.ts';
import type { EpochMs } from '../time.ts';
import type {
  CampaignStatus,
  ConsentScope,
  ContactKind,
  HistoryEvent,
  ListName,
  NumberType,
  ScreenPhase,
} from '../vocabulary.ts';
import type { CallingWindow } from '../windows.ts';

/**
 * What one do-not-call list said about one number. `unreadable`: the list could not be asked; `not-held`: the tenant has
 * no such list, or not the area of this number. Neither is "not on the list".
 */
export type ListFact = {
  readonly list: ListName;
  readonly state: 'clear' | 'listed' | 'unreadable' | 'not-held';
  /** Since when it is listed. */
  readonly since: EpochMs | null;
  /** The state of the data that answered, and until when it may be used; null for lists that are always current. */
  readonly asOf: EpochMs | null;
  readonly validUntil: EpochMs | null;
  readonly version: string | null;
};

/** One consent of the person. It holds from `at` until it is revoked or expires. */
export type ConsentFact = {
  readonly scope: ConsentScope;
  /** Where it was given. `oral` and `spoken` are not in writing; `business-relationship` is none, but exempts in places. */
  readonly source: string;
  readonly at: EpochMs;
  readonly revokedAt: EpochMs | null;
  readonly expiresAt: EpochMs | null;
};

/** What happened between the tenant and the person. An unknown subject or debt is taken to be the one at hand. */
export type HistoryFact = {
  readonly at: EpochMs;
  readonly event: HistoryEvent;
  /** The disposition of an attempt, null while unknown. */
  readonly outcome: string | null;
  /** Position among the lead's phones, null for a number that this lead does not have. */
  readonly phone: number | null;
  readonly subject: string | null;
  readonly debtId: string | null;
};

/** What a reassigned-numbers database said of the number and the date of consent. `unknown`: asked, it could not say. */
export type ReassignedFact = { readonly state: 'not-asked' | 'no' | 'yes' | 'unknown'; readonly asOf: EpochMs | null };

/** What is known of one phone of the lead at `observedAt`. */
export type PhoneFacts = {
  /** Its position among the lead's phones, as stored. */
  readonly position: number;
  readonly places: Places;
  /** Of the telephone; `unknown` is taken for the stricter. */
  readonly numberType: NumberType;
  /** Every list that was asked. The internal list must be among them: one that was not asked is not clear. */
  readonly lists: readonly ListFact[];
  readonly reassigned: ReassignedFact;
  /** When this number was dialled, by any campaign of the tenant, in at least the last 24 hours; any order. */
  readonly attemptsAt: readonly EpochMs[];
  /** A call to this number is planned, ringing or talking, in any campaign, other than the one being screened. */
  readonly inAnotherCall: boolean;
  /** Rules never read it; kept so that callers can keep facts and number together. */
  readonly e164?: E164;
};

/** The campaign's own limits. A call without a campaign carries `campaign: null`. */
export type CampaignFacts = {
  readonly status: CampaignStatus;
  readonly window: CallingWindow | null;
  /** Most dials of one number in any 24 hours. */
  readonly attemptsPerNumberPerDay: number;
  /** Most dials of one lead, over all its phones, in any 24 hours. */
  readonly attemptsPerLeadPerDay: number;
};

export type ScreenFacts = {
  readonly phase: ScreenPhase;
  /** What the call is for; where nobody said, `telemarketing`, the strictest. */
  readonly kind: ContactKind;
  /** An artificial or recorded voice speaks. */
  readonly automatedVoice: boolean;
  /** What the call is about, and which debt; null where the caller does not tell them apart. */
  readonly subject: string | null;
  readonly debtId: string | null;
  /** All consents of the person, revoked and expired ones too; any order. */
  readonly consents: readonly ConsentFact[];
  /** The person's, over all numbers, at least 13 months back where a rule looks that far; any order. */
  readonly history: readonly HistoryFact[];
  /** Of the person's address, as the list has it. Left out: unknown. */
  readonly postalCode?: string;
  /** When these facts were read. Transient ones ("in another call") are taken to hold a minute. */
  readonly observedAt: EpochMs;
  /** All phones of the lead, the one about to be dialled among them. */
  readonly phones: readonly PhoneFacts[];
  /**
   * Position of the phone about to be dialled. Left out, every phone is screened and the strictest decides. The
   * do-not-call lists are asked for every phone of the lead either way.
   */
  readonly dialing?: number;
  /** When the lead was dialled on any phone, in at least the last 24 hours; any order. */
  readonly leadAttemptsAt: readonly EpochMs[];
  readonly campaign: CampaignFacts | null;
  /** True for carriers that reach real telephones. */
  readonly carrierIsReal: boolean;
  /** True when `now` comes from a demonstration clock. */
  readonly demonstrationClock: boolean;
};
