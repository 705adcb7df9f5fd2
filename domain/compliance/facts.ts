import type { E164 } from '../ids.ts';
import type { Places } from '../places.ts';
import type { EpochMs } from '../time.ts';
import type { CampaignStatus, ScreenPhase } from '../vocabulary.ts';
import type { CallingWindow } from '../windows.ts';

/** What the do-not-call lists said about one number. `unreadable` names the list that could not be asked. */
export type SuppressionFact =
  | { kind: 'clear' }
  | { kind: 'listed'; list: string; since: EpochMs | null }
  | { kind: 'unreadable'; list: string };

/** What is known of one phone of the lead at `observedAt`. */
export type PhoneFacts = {
  /** Its position among the lead's phones, as stored. */
  readonly position: number;
  readonly places: Places;
  readonly suppression: SuppressionFact;
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
