import { MINUTE_MS } from '../../time.ts';
import type { ListName } from '../../vocabulary.ts';
import type { ListFact, PhoneFacts, ScreenFacts } from '../facts.ts';
import type { Rule } from '../rule.ts';
import type { Finding } from '../verdict.ts';

/** How long a list that could not be read defers the call. It never lets it through. */
export const READ_AGAIN_MS = MINUTE_MS;

const ABOUT = { rule: 'suppression', citation: '47 CFR 64.1200(d)', confidence: 'secondary' } as const;

/**
 * No phone of the lead is on a do-not-call list: a refusal is the person's, whichever number is dialled. A list that
 * cannot be read is not an empty list, and neither is an internal list that was not asked.
 */
export const suppression: Rule = suppressionRule(() => true);

/** The same rule where provisions answer for the registries: it asks the other lists. */
export const ownSuppression: Rule = suppressionRule(isOwn);

/** Not a registry that somebody outside keeps: of those, the law's provisions say what a mention means. */
function isOwn(list: ListName): boolean {
  return list === 'internal' || list === 'campaign' || list === 'litigator';
}

function suppressionRule(asks: (list: ListName) => boolean): Rule {
  return {
    id: ABOUT.rule,
    of: 'every-phone',
    timeless: true,
    check: (phone, facts) => suppressionFinding(phone.position, phone.lists, asks, facts),
  };
}

/** What the lists that were asked say of one phone. The word of a list that has it goes before that of a broken one. */
function suppressionFinding(
  position: PhoneFacts['position'],
  lists: readonly ListFact[],
  asks: (list: ListName) => boolean,
  { observedAt }: Pick<ScreenFacts, 'observedAt'>,
): Finding {
  let listed: ListFact | undefined;
  let internal: ListFact | undefined;
  let unread: ListName | undefined;
  for (const fact of lists) {
    if (!asks(fact.list)) continue;
    if (fact.state === 'listed') listed ??= fact;
    if (fact.state === 'unreadable') unread ??= fact.list;
    if (fact.list === 'internal') internal ??= fact;
  }
  if (listed) {
    const facts = { list: listed.list, since: listed.since, version: listed.version, phone: position };
    return { ...ABOUT, phone: null, result: 'block', reason: 'suppressed', facts };
  }
  const notAsked = internal === undefined || internal.state === 'not-held' ? 'internal' : undefined;
  const missing = unread ?? notAsked;
  if (missing === undefined) return { ...ABOUT, phone: position, result: 'pass', reason: null, facts: {} };
  const facts = { list: missing, phone: position };
  const until = observedAt + READ_AGAIN_MS;
  return { ...ABOUT, phone: null, result: 'unknown', reason: 'check-failed', until, facts };
}
