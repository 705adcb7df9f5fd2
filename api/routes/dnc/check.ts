import type { ListFact } from '../../../domain/compliance/facts.ts';
import { lookAtAllLists } from '../../../registry/look-at-all-lists.ts';
import { DncCheck, DncCheckResult } from '../../contract/dnc.ts';
import type { ProblemField } from '../../contract/problem.ts';
import { readPhone } from '../../http/phone-input.ts';
import { invalid } from '../../http/problem.ts';
import { defineRoute } from '../../http/route.ts';
import { readCampaign } from '../campaigns/campaign-row.ts';
import { noteLookUps } from '../ledger/look-up.ts';
import { countryOf } from '../../http/country-of.ts';

export const checkNumbers = defineRoute({
  id: 'checkDoNotCall',
  method: 'post',
  path: '/api/v1/dnc/checks',
  tag: 'Do not call',
  summary: 'What the do-not-call lists say about numbers',
  description:
    'Every list that your tenant holds and that speaks of such numbers. A list that is not named is not held. Each number is a look-up in the ledger. Whether a call may be placed is another question: /compliance/checks.',
  access: 'dnc:read',
  body: DncCheck,
  responses: { 200: { description: 'In the order of the request.', body: DncCheckResult } },
  async handler({ tx, body, principal }, { keyring, registry, now }) {
    // The list of a campaign that does not exist would look empty, and the number clear.
    if (typeof body.campaignId === 'string') await readCampaign(tx, body.campaignId);
    const country = await countryOf(tx);
    const read = body.numbers.map((text, index) => readPhone(text, country, `numbers.${index}`));
    const errors = read.flatMap((one): ProblemField[] => (one.ok ? [] : [one.error]));
    if (errors.length > 0) throw invalid(errors);
    const numbers = read.flatMap((one) => (one.ok ? [{ number: one.e164, index: keyring.numberIndex(one.e164) }] : []));
    const nowMs = now();
    const facts = await lookAtAllLists(registry, tx, { numbers, campaignId: body.campaignId ?? null, nowMs });
    const looked = numbers.map(({ index }) => index);
    await noteLookUps(tx, { numbers: looked, what: 'do-not-call-check', principal, nowMs });
    const items = facts.map((lists, index) => ({ index, lists: lists.map(presentListFact) }));
    return { status: 200, body: { items } };
  },
});

/** What a list says of a number, and how old that is. */
export function presentListFact({ list, state, since, asOf, validUntil, version }: ListFact) {
  const instant = (at: number | null) => (at === null ? null : new Date(at).toISOString());
  return { list, state, since: instant(since), asOf: instant(asOf), validUntil: instant(validUntil), version };
}
