import type { EpochMs } from '../../time.ts';
import type { PhoneFacts, ScreenFacts } from '../facts.ts';
import type { Provision } from '../provision.ts';
import type { CallKind, PhoneRule } from '../rule.ts';
import type { FactValue } from '../verdict.ts';
import { askCap } from './ask-cap.ts';
import { askConsent } from './ask-consent.ts';
import { askHours } from './ask-hours.ts';
import { type Asked, type Found, passed } from './asked.ts';
import { askList } from './ask-list.ts';
import { askQuiet } from './ask-quiet.ts';
import { askReassigned } from './ask-reassigned.ts';
import { hasDirectConsent, hasRelationship, holdingConsent } from './holding-consent.ts';
import { endOf, forceOf, isInForce } from './in-force.ts';

/** An owner's recorded decision to be laxer than a provision, for a time. */
export type Override = {
  /** The id of the provision. */
  readonly provision: string;
  readonly reason: string;
  readonly from: EpochMs;
  /** Null: until it is withdrawn. */
  readonly until: EpochMs | null;
};

/**
 * The rule that asks for what a provision requires; null for duties that no screening can find. Throws for a provision that
 * cannot be read.
 */
export function ruleOf(provision: Provision, overrides: readonly Override[]): PhoneRule | null {
  const asked = askedOf(provision);
  if (!asked) return null;
  const { id, citation, confidence } = provision;
  const force = forceOf(provision);
  return {
    id,
    of: asked.of,
    isAbout: (call) => isAbout(provision, call),
    passes: (phone, facts, at, zones) =>
      isElsewhere(provision, phone, facts) ||
      !isInForce(force, phone.places.zones, at, zones) ||
      asked.passes?.(phone, facts, at, zones) === true ||
      exemption(provision, facts, at) !== null,
    check(phone, facts, at, zones) {
      const names = phone.places.zones;
      if (isElsewhere(provision, phone, facts) || !isInForce(force, names, at, zones)) return null;
      const exempt = exemption(provision, facts, at);
      let found = exempt === null ? asked.ask(phone, facts, at, zones) : passed({ exempt });
      if (found.result !== 'pass') {
        if (force.until !== Number.POSITIVE_INFINITY) found = endsWith(found, endOf(force, names, zones));
        if (overrides.length > 0) found = overridden(found, overrides, at);
      }
      const { result, reason, until, facts: seen } = found;
      const about = found.ofLead === true ? null : phone.position;
      // One shape for almost all findings, and no copying: this is asked a dozen times a lead.
      return until === undefined
        ? { rule: id, citation, confidence, phone: about, result, reason, facts: seen }
        : { rule: id, citation, confidence, phone: about, result, reason, facts: seen, until };
    },
  };
}

/** Is the provision about such calls to such places at all? An unknown type of number is taken for any. */
export function isAbout({ where, appliesTo }: Provision, call: CallKind): boolean {
  const { kinds, automatedVoice, numberTypes } = appliesTo;
  if (kinds && !kinds.includes(call.kind)) return false;
  if (automatedVoice !== undefined && automatedVoice !== call.automatedVoice) return false;
  if (numberTypes && call.numberType !== 'unknown' && !numberTypes.includes(call.numberType)) return false;
  const { countries, states } = where;
  if (!countries && !states) return true;
  const { places } = call;
  if (states?.some((state) => places.states.includes(state))) return true;
  return countries?.some((one) => one === places.country || places.countries.includes(one)) ?? false;
}

/** The address is certain and outside of the postal codes. */
function isElsewhere({ where }: Provision, { places }: PhoneFacts, { postalCode }: ScreenFacts): boolean {
  if (where.postalCodes === undefined || postalCode === undefined || !places.certain) return false;
  const code = bare(postalCode);
  return code !== '' && !where.postalCodes.some((beginning) => code.startsWith(bare(beginning)));
}

/** `70112-1234` and `sw1a 1aa` as they are compared. */
function bare(postalCode: string): string {
  return postalCode.replaceAll(/[\s-]/g, '').toUpperCase();
}

function askedOf({ requires }: Provision): Asked | null {
  switch (requires.what) {
    case 'hours':
      return askHours(requires);
    case 'cap':
      return askCap(requires);
    case 'quiet-after':
      return askQuiet(requires);
    case 'consent':
      return askConsent(requires);
    case 'list':
      return askList(requires);
    case 'reassigned':
      return askReassigned(requires);
    case 'ban':
      return { of: 'phone-dialled', ask: () => ({ result: 'block', reason: 'calls-banned', facts: {} }) };
    case 'disclosure':
    case 'duty':
      return null;
  }
}

function exemption({ appliesTo }: Provision, facts: ScreenFacts, at: EpochMs): string | null {
  const { consents } = facts;
  if (consents.length === 0) return null;
  const { unlessConsent, unlessRelationship, unlessDirectConsent } = appliesTo;
  if (unlessConsent && holdingConsent(facts, unlessConsent, at, { written: unlessConsent !== 'informational' })) {
    return `consent: ${unlessConsent}`;
  }
  if (unlessDirectConsent === true && hasDirectConsent(consents, at)) return 'direct consent';
  return unlessRelationship === true && hasRelationship(consents, at) ? 'business relationship' : null;
}

/** Nothing waits for a provision longer than it is law. */
function endsWith(found: Found, end: EpochMs): Found {
  if (found.until !== undefined && found.until <= end) return found;
  return { ...found, result: found.result === 'unknown' ? 'unknown' : 'defer', until: end };
}

/** A finding that an owner overrode lets the call through and says what it would have said. */
function overridden(found: Found, overrides: readonly Override[], at: EpochMs): Found {
  const override = overrides.find((one) => one.from <= at && (one.until === null || at < one.until));
  if (!override) return found;
  const facts: Record<string, FactValue> = {
    ...found.facts,
    overridden: override.reason,
    overriddenResult: found.result,
    overriddenReason: found.reason,
  };
  return { result: 'pass', reason: null, facts };
}
