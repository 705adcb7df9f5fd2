import type { AttemptId } from './ids.ts';
import type { Places } from './places.ts';
import type { EpochMs } from './time.ts';
import type { Disposition, RefusalReason } from './vocabulary.ts';
import type { CallingWindow } from './windows.ts';

/** What to do after one disposition. */
export type RetryRule = {
  /** How many of the lead's attempts may end like this, the first included. 1: never again. */
  readonly maxAttempts: number;
  readonly delaySeconds: number;
  /** `next`: the lead's next usable phone, round and round; the delay counts from this attempt all the same. */
  readonly phone: 'same' | 'next';
  /**
   * `exact`: after the delay, or when the window opens. `jitter`: up to a quarter of the delay later, so that a wave of
   * failures does not come back as a wave. `day-parts`: in a part of the day that was not tried yet.
   */
  readonly spread: 'exact' | 'jitter' | 'day-parts';
  /** False for ends at which nothing rang: they do not use up the lead's attempts. */
  readonly counts: boolean;
};

export type RetryPolicy = {
  /** Most attempts of one lead in the campaign that count. Promised callbacks come on top. */
  readonly maxAttempts: number;
  /** A disposition without a rule is final. */
  readonly rules: Readonly<Partial<Record<Disposition, RetryRule>>>;
};

export type AttemptRecord = {
  readonly id: AttemptId;
  readonly disposition: Disposition;
  readonly phonePosition: number;
  readonly startedAt: EpochMs;
};

/** The lead as the campaign knows it. */
export type LeadHistory = {
  /** Ended attempts of this lead in this campaign before the one that just ended, oldest first. */
  readonly attempts: readonly AttemptRecord[];
  /** The lead's phones that may still be tried, by position. */
  readonly phones: readonly { readonly position: number; readonly places: Places }[];
  /** The campaign's window; null for the lawful hours alone. */
  readonly window: CallingWindow | null;
};

/** When the lead asked to be called: an instant, or a reading of the clock where the telephone is. */
export type CallbackWish = { readonly at: EpochMs } | { readonly local: string; readonly zone?: string };

export type Outcome = AttemptRecord & {
  readonly callback?: CallbackWish;
  /** Set when this attempt was to keep a promise: if nothing rang, the promise is still open. */
  readonly promisedAt?: EpochMs;
  /** What screening said of a `deferred` or `blocked` attempt. */
  readonly refusal?: {
    readonly reason: RefusalReason;
    readonly nextCallableAt: EpochMs | null;
    readonly scope: 'lead' | 'phone' | null;
  };
};

export type DoneReason = Disposition | 'attempts-used' | 'no-phone-left' | 'no-common-time' | 'list-removed';

export type NextStep =
  | { kind: 'retry'; at: EpochMs; phonePosition: number }
  | {
      kind: 'callback';
      at: EpochMs;
      phonePosition: number;
      /** The promised time, when it could not be kept, and why. Say it wherever the callback is shown. */
      movedFrom?: EpochMs;
      movedBecause?: 'outside-window' | 'in-the-past' | 'clocks-skip-that-hour' | 'could-not-dial';
    }
  | { kind: 'done'; reason: DoneReason };
