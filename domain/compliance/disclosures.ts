import type { EpochMs, ZoneTable } from '../time.ts';
import type { CompiledRules } from './compile-rules.ts';
import type { ScreenFacts } from './facts.ts';
import type { DisclosureDuty, DisclosureKey } from './provision.ts';
import { forceOf, isInForce } from './provisions/in-force.ts';
import { isAbout } from './provisions/rule-of.ts';

/** What the agent must say or do, by when, and the provisions that ask for it. */
export type Disclosure = DisclosureDuty & {
  readonly key: DisclosureKey;
  readonly provisions: readonly { readonly id: string; readonly citation: string; readonly confidence: string }[];
};

/**
 * What must be said on a call to the phone that is dialled (or to any phone of the lead, where none is named): each key once
 * for an answer and once for a voicemail, with the shortest time that any provision leaves. Overrides do not silence words.
 */
export function disclosuresFor(
  facts: Pick<ScreenFacts, 'phones' | 'dialing' | 'kind' | 'automatedVoice'>,
  rules: Pick<CompiledRules, 'provisions'>,
  now: EpochMs,
  zones: ZoneTable,
): readonly Disclosure[] {
  const { kind, automatedVoice, dialing } = facts;
  const phones = facts.phones.filter((phone) => dialing === undefined || phone.position === dialing);
  const found = new Map<string, Disclosure>();
  for (const provision of rules.provisions) {
    const { requires, id, citation, confidence } = provision;
    if (requires.what !== 'disclosure') continue;
    const isDue = phones.some(
      ({ places, numberType }) =>
        isAbout(provision, { places, numberType, kind, automatedVoice }) &&
        isInForce(forceOf(provision), places.zones, now, zones),
    );
    if (!isDue) continue;
    const { what: _what, ...duty } = requires;
    const key = `${duty.key} ${duty.on}`;
    const before = found.get(key);
    const strictest = before && before.withinMs <= duty.withinMs ? before : duty;
    const provisions = [...(before?.provisions ?? []), { id, citation, confidence }];
    found.set(key, { ...strictest, provisions });
  }
  return [...found.values()];
}
