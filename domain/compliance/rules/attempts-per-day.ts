import { DAY_MS, type EpochMs } from '../../time.ts';
import type { Rule } from '../rule.ts';
import type { Finding } from '../verdict.ts';

/**
 * A day is any 24 hours: that is never laxer than the calendar day of any zone, and has no midnight at which a second
 * full count begins.
 */
export const attemptsPerNumber: Rule = {
  id: 'attempts-per-number',
  of: 'phone-dialled',
  passes: (phone, { campaign }) =>
    phone.attemptsAt.length < (campaign?.attemptsPerNumberPerDay ?? Number.POSITIVE_INFINITY),
  check(phone, facts, at) {
    const limit = facts.campaign?.attemptsPerNumberPerDay ?? Number.POSITIVE_INFINITY;
    return capFinding('attempts-per-number', phone.position, phone.attemptsAt, limit, at);
  },
};

export const attemptsPerLead: Rule = {
  id: 'attempts-per-lead',
  of: 'lead',
  passes: ({ leadAttemptsAt, campaign }) =>
    leadAttemptsAt.length < (campaign?.attemptsPerLeadPerDay ?? Number.POSITIVE_INFINITY),
  check(facts, at) {
    const limit = facts.campaign?.attemptsPerLeadPerDay ?? Number.POSITIVE_INFINITY;
    return capFinding('attempts-per-lead', null, facts.leadAttemptsAt, limit, at);
  },
};

function capFinding(
  rule: string,
  phone: number | null,
  attemptsAt: readonly EpochMs[],
  limit: number,
  at: EpochMs,
): Finding {
  const recent = attemptsAt.filter((attempt) => attempt > at - DAY_MS);
  const facts = { attempts: recent.length, limit: Number.isFinite(limit) ? limit : null };
  if (recent.length < limit) return { rule, phone, result: 'pass', reason: null, facts };
  if (limit <= 0) return { rule, phone, result: 'block', reason: 'attempts-per-day', facts };
  // Room for one more as soon as all but `limit - 1` of them are a day old.
  const oldestThatCounts = recent.toSorted((a, b) => b - a)[limit - 1] ?? at;
  return { rule, phone, result: 'defer', reason: 'attempts-per-day', until: oldestThatCounts + DAY_MS, facts };
}
