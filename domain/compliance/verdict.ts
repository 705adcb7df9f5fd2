import type { EpochMs } from '../time.ts';
import type { RefusalReason, ScreenResult } from '../vocabulary.ts';

export type FindingResult = 'pass' | 'defer' | 'block' | 'unknown';

/** How the rule's text was checked: read at its source, read in a secondary source, or not yet verified. */
export type Confidence = 'primary' | 'secondary' | 'unverified';

export type FactValue = string | number | boolean | null | readonly string[];

/** What one rule said about one phone, or about the lead as a whole. */
export type Finding = {
  readonly rule: string;
  readonly result: FindingResult;
  readonly reason: RefusalReason | null;
  /** The phone it is about; null when it holds for the lead whichever phone is dialled. */
  readonly phone: number | null;
  readonly citation?: string;
  readonly confidence?: Confidence;
  /** What the rule looked at. Never a telephone number. */
  readonly facts: Readonly<Record<string, FactValue>>;
  /** Not before this instant, by this rule alone. Absent on a defer: until somebody changes something. */
  readonly until?: EpochMs;
};

export type Verdict = {
  readonly result: ScreenResult;
  /** Of the strictest finding; null when allowed. */
  readonly reason: RefusalReason | null;
  /** `now` when allowed, the first instant every rule allows when deferred, null when no such time is known. */
  readonly nextCallableAt: EpochMs | null;
  /** `phone` when only the phone dialled is blocked and another phone of the lead may be tried; null when allowed. */
  readonly scope: 'lead' | 'phone' | null;
  readonly findings: readonly Finding[];
  /** Where the phone dialled may ring, as the rules saw it. */
  readonly location: {
    readonly zones: readonly string[];
    readonly states: readonly string[];
    readonly certain: boolean;
  };
  readonly rulesVersion: string;
  readonly zonesVersion: string;
};
