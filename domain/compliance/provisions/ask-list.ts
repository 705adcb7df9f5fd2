import { DAY_MS, type EpochMs } from '../../time.ts';
import type { ListFact } from '../facts.ts';
import type { Requirement } from '../provision.ts';
import { READ_AGAIN_MS } from '../rules/suppression.ts';
import type { Asked } from './asked.ts';
import { passed } from './asked.ts';

/**
 * A registry that must be asked, no older than the law allows. A mention blocks the lead however old the copy is; a copy
 * that is missing, too old or of unknown age waits until somebody loads one. A list that need not be held is passed over
 * only where the tenant never took it up.
 */
export function askList({ list, maxAgeDays, mustHold }: Extract<Requirement, { what: 'list' }>): Asked {
  return {
    of: 'every-phone',
    passes({ lists }, _facts, at) {
      const fact = factOf(lists, list);
      return fact ? fact.state === 'clear' && isCurrent(fact, maxAgeDays, at) : !mustHold;
    },
    ask({ lists, position }, facts, at) {
      const fact = factOf(lists, list);
      if (!fact && !mustHold) return passed({ list, held: false });
      if (!fact || fact.state === 'not-held') {
        return { result: 'defer', reason: 'list-not-held', facts: { list, phone: position } };
      }
      const { state, since, asOf, validUntil, version } = fact;
      const about = { list, version, asOf, phone: position };
      if (state === 'unreadable') {
        const until = facts.observedAt + READ_AGAIN_MS;
        return { result: 'unknown', reason: 'check-failed', until, facts: about, ofLead: true };
      }
      if (state === 'listed') {
        return { result: 'block', reason: 'suppressed', facts: { ...about, since }, ofLead: true };
      }
      if (isCurrent(fact, maxAgeDays, at)) return passed(about);
      return { result: 'defer', reason: 'list-expired', facts: { ...about, validUntil, maxAgeDays } };
    },
  };
}

/** A plain loop: every lead has this asked of half a dozen lists. */
function factOf(lists: readonly ListFact[], list: ListFact['list']): ListFact | undefined {
  for (const fact of lists) if (fact.list === list) return fact;
  return undefined;
}

function isCurrent({ asOf, validUntil }: ListFact, maxAgeDays: number, at: EpochMs): boolean {
  if (asOf === null && validUntil === null) return false;
  return (asOf === null || at - asOf <= maxAgeDays * DAY_MS) && (validUntil === null || at < validUntil);
}
