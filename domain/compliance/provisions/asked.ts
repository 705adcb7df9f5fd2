import type { EpochMs, ZoneTable } from '../../time.ts';
import type { PhoneFacts, ScreenFacts } from '../facts.ts';
import type { Finding } from '../verdict.ts';

/** What a requirement found, before the provision's name, citation and dates are put to it. */
export type Found = Pick<Finding, 'result' | 'reason' | 'facts' | 'until'> & {
  /** It holds for the lead, whichever phone is dialled. */
  readonly ofLead?: true;
};

/** One requirement, ready to be asked about a phone. */
export type Asked = {
  readonly of: 'phone-dialled' | 'every-phone';
  /** Whether `ask` would pass, without a word about why; false where only it can tell. */
  passes?(phone: PhoneFacts, facts: ScreenFacts, at: EpochMs, zones: ZoneTable): boolean;
  ask(phone: PhoneFacts, facts: ScreenFacts, at: EpochMs, zones: ZoneTable): Found;
};

export function passed(facts: Finding['facts']): Found {
  return { result: 'pass', reason: null, facts };
}
