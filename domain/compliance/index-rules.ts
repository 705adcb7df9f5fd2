import type { Places } from '../places.ts';
import type { AskedRules, CallKind, LeadRule, PhoneRule, Rule, RuleIndex } from './rule.ts';

/** Places are few: area codes and addresses that were seen. More than this many are forgotten and learnt again. */
const MOST_PLACES = 20_000;
const KINDS = { telemarketing: 0, informational: 1, debt: 2 } as const;
const NUMBER_TYPES = { mobile: 0, landline: 1, unknown: 2 } as const;

type Slots = (AskedRules<PhoneRule> | undefined)[];

/**
 * Finds the rules about a call once for each set of states and countries, kind of call and type of number. Places that are
 * the same object, as numbers of one area code have them, are found without a key.
 */
export function indexRules(rules: readonly Rule[]): RuleIndex {
  const ofPhones = rules.filter((rule): rule is PhoneRule => rule.of !== 'lead');
  const known = new WeakMap<Places, Slots>();
  const byKey = new Map<string, Slots>();
  const slotsOf = (places: Places): Slots => {
    let slots = known.get(places);
    if (slots) return slots;
    const key = `${places.country} ${places.countries.join()} ${places.states.join()}`;
    slots = byKey.get(key);
    if (!slots) {
      if (byKey.size >= MOST_PLACES) byKey.clear();
      slots = [];
      byKey.set(key, slots);
    }
    known.set(places, slots);
    return slots;
  };
  return {
    ofLead: asked(rules.filter((rule): rule is LeadRule => rule.of === 'lead')),
    ofPhone({ places, numberType }, { kind, automatedVoice }) {
      const slots = slotsOf(places);
      const slot = KINDS[kind] * 6 + NUMBER_TYPES[numberType] * 2 + (automatedVoice ? 1 : 0);
      const found = slots[slot];
      if (found) return found;
      const call: CallKind = { places, numberType, kind, automatedVoice };
      const about = asked(ofPhones.filter((rule) => rule.isAbout?.(call) !== false));
      slots[slot] = about;
      return about;
    },
  };
}

function asked<R extends Rule>(rules: readonly R[]): AskedRules<R> {
  return { first: rules, again: rules.filter(({ timeless }) => timeless !== true) };
}
