import { HOUR_MS } from '../../time.ts';
import type { Requirement } from '../provision.ts';
import type { Asked } from './asked.ts';
import { passed } from './asked.ts';
import { dialsBeside, hasNoPast, isSameSubject, isWithin, rang } from './matching-history.ts';

/** At most so many dials in a rolling window. Calls that came in do not count. */
export function askCap({ most, perMs, scope, sameSubject, outcomes }: Extract<Requirement, { what: 'cap' }>): Asked {
  const counted = outcomes === undefined ? null : new Set(outcomes);
  return {
    of: 'phone-dialled',
    passes: (phone, facts) => most > 0 && hasNoPast(phone, facts),
    ask(phone, facts, at) {
      if (most > 0 && hasNoPast(phone, facts)) return passed({ calls: 0, most, hours: perMs / HOUR_MS, scope });
      const times = [...dialsBeside(scope, phone, facts)];
      for (const past of facts.history) {
        if (!rang(past) || !isWithin(scope, past, phone, facts)) continue;
        if (sameSubject === true && !isSameSubject(past, facts)) continue;
        if (counted !== null && past.outcome !== null && !counted.has(past.outcome)) continue;
        times.push(past.at);
      }
      const recent = times.filter((time) => time > at - perMs);
      const about = { calls: recent.length, most, hours: perMs / HOUR_MS, scope };
      if (recent.length < most) return passed(about);
      if (most <= 0) return { result: 'block', reason: 'call-cap', facts: about };
      // Room for one more as soon as all but `most - 1` of them are out of the window.
      const oldestThatCounts = recent.toSorted((a, b) => b - a)[most - 1] ?? at;
      return { result: 'defer', reason: 'call-cap', until: oldestThatCounts + perMs, facts: about };
    },
  };
}
