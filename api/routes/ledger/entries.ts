import type { z } from 'zod';
import { findEntries, type FoundEntry } from '../../../database/ledger/find-entries.ts';
import { proveInclusion } from '../../../database/ledger/prove.ts';
import { InclusionProof, type LedgerEntry, LedgerPage, LedgerQuery, SequenceParams } from '../../contract/ledger.ts';
import { decodeCursor, pageFrom } from '../../http/pages.ts';
import { requirePhone } from '../../http/phone-input.ts';
import { invalid, notFound } from '../../http/problem.ts';
import { defineRoute } from '../../http/route.ts';
import { countryOf } from '../../http/country-of.ts';
import { noteLookUps } from './look-up.ts';

const LONGEST_SEARCH_MS = 31 * 86_400_000;

export const listLedger = defineRoute({
  id: 'listLedger',
  method: 'get',
  path: '/api/v1/ledger',
  tag: 'Ledger',
  summary: 'Every decision, newest first',
  description:
    'By lead, number, campaign, kind, rule and time. Asking about a number is itself an entry. Entries are sealed within seconds and have a `seq` from then on.',
  access: 'ledger:read',
  query: LedgerQuery,
  responses: { 200: { description: 'One page of entries.', body: LedgerPage } },
  async handler({ tx, query, principal }, deps) {
    const cursor = decodeCursor(query.cursor, ['uuid']);
    const numberHmac =
      query.phone === undefined
        ? undefined
        : deps.keyring.numberIndex(requirePhone(query.phone, await countryOf(tx), 'query.phone'));
    const { since, until } = boundsOf(query, deps.now());
    const filter = { ...query, numberHmac, since, until, before: cursor?.[0] };
    const rows = await findEntries(tx, filter, query.limit + 1);
    // The first page is the search, the others go on with it. Written after it was answered, so that it does not find itself.
    if (numberHmac && cursor === null)
      await noteLookUps(tx, { numbers: [numberHmac], what: 'ledger-by-number', principal, nowMs: deps.now() });
    const body = pageFrom(rows, query.limit, presentEntry, (row) => [row.id]);
    return { status: 200, body };
  },
});

export const getProof = defineRoute({
  id: 'proveLedgerEntry',
  method: 'get',
  path: '/api/v1/ledger/:seq/proof',
  tag: 'Ledger',
  summary: 'Prove one entry',
  description: 'Its line, the path from its leaf to the root of the newest head, and that head with its signature.',
  access: 'ledger:read',
  params: SequenceParams,
  responses: { 200: { description: 'The proof.', body: InclusionProof } },
  async handler({ tx, params }) {
    const proof = await proveInclusion(tx, params.seq);
    if (!proof) throw notFound('sealed entry of the ledger');
    return { status: 200, body: proof };
  },
});

/** No index leads to rules and kinds alone, so that searching by them stays within a month. */
function boundsOf(
  query: z.infer<typeof LedgerQuery>,
  nowMs: number,
): { since: Date | undefined; until: Date | undefined } {
  const until = query.until === undefined ? undefined : new Date(query.until);
  const since = query.since === undefined ? undefined : new Date(query.since);
  const broad = query.leadId === undefined && query.campaignId === undefined && query.phone === undefined;
  if (!broad || (query.rule === undefined && query.kind === undefined)) return { since, until };
  const end = until?.getTime() ?? nowMs;
  const start = since?.getTime() ?? end - LONGEST_SEARCH_MS;
  if (end - start > LONGEST_SEARCH_MS)
    throw invalid([
      {
        field: 'query.since',
        message: 'It is more than 31 days before the end.',
        remedy: 'Ask month by month, or name a lead, a number or a campaign.',
      },
    ]);
  return { since: new Date(start), until };
}

/** An entry as it stands in the ledger, with its place once it is sealed. */
export function presentEntry(row: FoundEntry): LedgerEntry {
  return {
    id: row.id,
    seq: row.seq,
    at: row.at.toISOString(),
    kind: row.kind,
    campaignId: row.campaign_id,
    leadId: row.lead_id,
    personId: row.person_id,
    attemptId: row.attempt_id,
    rules: row.rules,
    actor: row.actor,
    body: JSON.parse(row.body),
    hasPersonalData: row.personal_enc !== null,
  };
}
