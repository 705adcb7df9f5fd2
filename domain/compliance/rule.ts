import type { EpochMs, ZoneTable } from '../time.ts';
import type { PhoneFacts, ScreenFacts } from './facts.ts';
import type { Finding } from './verdict.ts';

/** The years a rule is law. A rule outside them finds nothing. */
export type InForce = { readonly from: EpochMs; readonly until: EpochMs | null };

/**
 * One rule. `of` says what it is asked about: the lead once, each phone that may be dialled, or every phone of the lead
 * whichever is dialled. It must be monotone: `until` is the first instant at which this rule alone may allow the call.
 */
export type Rule = {
  readonly id: string;
  readonly inForce?: InForce;
} & (
  | { readonly of: 'lead'; check(facts: ScreenFacts, at: EpochMs, zones: ZoneTable): Finding }
  | {
      readonly of: 'phone-dialled' | 'every-phone';
      check(phone: PhoneFacts, facts: ScreenFacts, at: EpochMs, zones: ZoneTable): Finding;
    }
);

/** The rules of one moment under one name; verdicts carry the name. */
export type RuleSet = { readonly version: string; readonly rules: readonly Rule[] };
