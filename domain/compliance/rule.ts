import type { Places } from '../places.ts';
import type { EpochMs, ZoneTable } from '../time.ts';
import type { ContactKind, NumberType } from '../vocabulary.ts';
import type { PhoneFacts, ScreenFacts } from './facts.ts';
import type { Finding } from './verdict.ts';

/** The years a rule is law. A rule outside them finds nothing. */
export type InForce = { readonly from: EpochMs; readonly until: EpochMs | null };

/**
 * One rule. `of` says what it is asked about: the lead once, each phone that may be dialled, or every phone of the lead
 * whichever is dialled. It must be monotone: `until` is the first instant at which this rule alone may allow the call.
 */
export type Rule = LeadRule | PhoneRule;

export type LeadRule = {
  readonly id: string;
  readonly inForce?: InForce;
  readonly of: 'lead';
  /** It says the same at every later moment, as long as its facts stay: looking for the next time need not ask again. */
  readonly timeless?: true;
  /** As of a rule about phones. */
  passes?(facts: ScreenFacts, at: EpochMs, zones: ZoneTable): boolean;
  check(facts: ScreenFacts, at: EpochMs, zones: ZoneTable): Finding;
};

export type PhoneRule = {
  readonly id: string;
  readonly inForce?: InForce;
  readonly of: 'phone-dialled' | 'every-phone';
  readonly timeless?: true;
  /** Whether the rule is about such calls to such places at all. It may look at nothing but what it is given. */
  isAbout?(call: CallKind): boolean;
  /**
   * Whether `check` would refuse nothing, told without saying what was looked at: looking for the next time asks this
   * first. False where only `check` can tell.
   */
  passes?(phone: PhoneFacts, facts: ScreenFacts, at: EpochMs, zones: ZoneTable): boolean;
  /** Null: at that moment the rule is no law there. */
  check(phone: PhoneFacts, facts: ScreenFacts, at: EpochMs, zones: ZoneTable): Finding | null;
};

/** What decides which provisions a call falls under, whoever is called and when. */
export type CallKind = {
  readonly places: Places;
  readonly numberType: NumberType;
  readonly kind: ContactKind;
  readonly automatedVoice: boolean;
};

/**
 * The rules of one moment under one name; verdicts carry the name. `index` finds the rules about a call faster than asking
 * each; it finds the same ones.
 */
export type RuleSet = { readonly version: string; readonly rules: readonly Rule[]; readonly index?: RuleIndex };

export type RuleIndex = {
  readonly ofLead: AskedRules<LeadRule>;
  ofPhone(phone: PhoneFacts, facts: ScreenFacts): AskedRules<PhoneRule>;
};

/** Rules that are asked first, and those of them that are asked again about a later moment: all but the timeless. */
export type AskedRules<R extends Rule> = { readonly first: readonly R[]; readonly again: readonly R[] };
