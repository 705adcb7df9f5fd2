import type { RuleChangeCreate } from '../../../api-client/types.gen.ts';
import { NO_RULE, provisionOf, ruleId, type TypedRule } from '../rule-form/typed-rule.ts';

/** What a change can be: a rule, a day without calls, or the end of an earlier change. */
export const CHANGE_KINDS = [
  { value: 'rule', label: 'A rule: a ban, hours, fewer calls, consent, a registry, words' },
  { value: 'holiday', label: 'A day without calls' },
  { value: 'end', label: 'The end of an earlier change' },
] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number]['value'];

/** What is typed into the form of a change. */
export interface Typed {
  kind: ChangeKind;
  title: string;
  reason: string;
  rule: TypedRule;
  /** `US-LA`, or `GB` for a whole country. */
  place: string;
  day: string;
  /** Changes in force that end with this one. */
  ends: string[];
}

export const NOTHING_TYPED: Typed = {
  kind: 'rule',
  title: '',
  reason: '',
  rule: NO_RULE,
  place: '',
  day: '',
  ends: [],
};

/**
 * The form as the API takes it.
 * @param once sets the rule’s id apart from one with the same words
 */
export function draftOf(typed: Typed, once: string): RuleChangeCreate {
  const { title, reason, ends } = typed;
  if (typed.kind === 'end') return { title, reason, ends };
  if (typed.kind === 'holiday') {
    const place = typed.place.trim().toUpperCase();
    const state = place.includes('-') ? { state: place } : {};
    return {
      title,
      reason,
      holidays: [{ date: typed.day, name: title, country: place.split('-')[0] ?? '', ...state }],
    };
  }
  return {
    title,
    reason,
    amendments: [provisionOf(typed.rule, ruleId('change', title, once), title)],
    ...(ends.length > 0 && { ends }),
  };
}
