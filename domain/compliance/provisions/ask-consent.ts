import type { Requirement } from '../provision.ts';
import type { Asked } from './asked.ts';
import { passed } from './asked.ts';
import { holdingConsent, whyNone } from './holding-consent.ts';

/** A consent in the needed scope that holds at the moment of the call. */
export function askConsent({ scope, written = false }: Extract<Requirement, { what: 'consent' }>): Asked {
  return {
    of: 'phone-dialled',
    passes: (_phone, facts, at) => holdingConsent(facts, scope, at, { written }) !== undefined,
    ask(_phone, facts, at) {
      const held = holdingConsent(facts, scope, at, { written });
      if (held) return passed({ scope, source: held.source, givenAt: held.at });
      return {
        result: 'block',
        reason: 'no-consent',
        facts: { scope, written, found: whyNone(facts.consents, scope, at) },
      };
    },
  };
}
