import type { EpochMs } from '../../time.ts';
import type { Requirement } from '../provision.ts';
import type { Asked } from './asked.ts';
import { passed } from './asked.ts';
import { dialsBeside, hasNoPast, isWithin, rang, tells } from './matching-history.ts';

type Quiet = Extract<Requirement, { what: 'quiet-after' }>;

/** No call for a while after something happened: a conversation, a refusal, a dial. */
export function askQuiet(requirement: Quiet): Asked {
  const { events, scope } = requirement;
  return {
    of: 'phone-dialled',
    passes: hasNoPast,
    ask(phone, facts, at) {
      let last: EpochMs | null = null;
      for (const past of facts.history) {
        if (!isWithin(scope, past, phone, facts)) continue;
        if (!events.some((event) => tells(past, event) && (event !== 'attempt' || rang(past)))) continue;
        if (last === null || past.at > last) last = past.at;
      }
      if (events.includes('attempt')) {
        for (const dial of dialsBeside(scope, phone, facts)) if (last === null || dial > last) last = dial;
      }
      const about = { after: events, last, scope };
      if (last === null) return passed(about);
      const until = quietUntil(requirement, last);
      return at >= until ? passed(about) : { result: 'defer', reason: 'quiet-period', until, facts: about };
    },
  };
}

/** Months are those of the calendar; the day that a month does not have is the next month's first ones. */
function quietUntil({ forMs = 0, forMonths = 0 }: Quiet, last: EpochMs): EpochMs {
  const date = new Date(last + forMs);
  date.setUTCMonth(date.getUTCMonth() + forMonths);
  return date.getTime();
}
