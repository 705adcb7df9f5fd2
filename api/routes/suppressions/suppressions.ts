import { hash } from 'node:crypto';
import type { z } from 'zod';
import type { OwnEntryRow } from '../../../database/dnc/own-entry.ts';
import { addEvents } from '../../../database/engine/add-events.ts';
import {
  insertSuppression,
  type Suppression as SuppressionEntry,
} from '../../../database/engine/insert-suppression.ts';
import { suppressNumber } from '../../../database/engine/suppress-number.ts';
import { appendLedger, type LedgerEntry } from '../../../database/ledger/append.ts';
import type { TenantId } from '../../../domain/ids.ts';
import type { Keyring } from '../../../keyring/keyring.ts';
import { sealNumber } from '../../../keyring/sealed-number.ts';
import { nameOf, type Principal } from '../../auth/principal.ts';
import { idParams } from '../../contract/id.ts';
import type { ProblemField } from '../../contract/problem.ts';
import type { Suppression } from '../../contract/suppressions.ts';
import {
  SuppressionCreate,
  SuppressionPage,
  SuppressionRemoval,
  SuppressionResult,
  SuppressionsQuery,
} from '../../contract/suppressions.ts';
import type { ApiDependencies } from '../../dependencies.ts';
import { countryOf } from '../../http/country-of.ts';
import { decodeCursor, pageFrom } from '../../http/pages.ts';
import { readPhone } from '../../http/phone-input.ts';
import { invalid, notFound } from '../../http/problem.ts';
import { defineRoute } from '../../http/route.ts';
import { presentEntry } from '../dnc/present-entry.ts';
import { endCalls } from '../opt-outs/end-calls.ts';
import { noteLookUps, numberLookedUp } from '../ledger/look-up.ts';

export type SuppressionRow = OwnEntryRow & {
  campaign_id: string | null;
  source: Suppression['source'];
  attempt_id: string | null;
};

export const listSuppressions = defineRoute({
  id: 'listSuppressions',
  method: 'get',
  path: '/api/v1/suppressions',
  tag: 'Do not call',
  summary: 'The tenant’s own do-not-call list, newest first',
  access: 'suppressions:read',
  query: SuppressionsQuery,
  responses: { 200: { description: 'One page of the list.', body: SuppressionPage } },
  async handler({ tx, query, principal }, deps) {
    const cursor = decodeCursor(query.cursor, ['uuid']);
    const hmac = await numberLookedUp(tx, deps, { query, what: 'do-not-call-by-number', principal });
    const rows = await tx.query<SuppressionRow>(
      `select * from suppressions where tenant_id = $1 and ($2::uuid is null or id < $2) and ($3 or removed_at is null)
         and ($4::bytea is null or number_hmac = $4) and ($5::uuid is null or campaign_id = $5)
       order by id desc limit $6`,
      [tx.tenantId, cursor?.[0] ?? null, query.removed, hmac, query.campaignId ?? null, query.limit + 1],
    );
    const body = pageFrom(
      rows,
      query.limit,
      (row) => presentSuppression(row, principal, deps.keyring),
      (row) => [row.id],
    );
    return { status: 200, body };
  },
});

export const postSuppressions = defineRoute({
  id: 'addSuppressions',
  method: 'post',
  path: '/api/v1/suppressions',
  tag: 'Do not call',
  summary: 'Put numbers on the do-not-call list',
  description:
    'In any form of writing. True at once and everywhere: leads with the number end, calls to it are hung up. A number that is listed already is no error; since the answer tells so, it is a look-up in the ledger. For the keeping of lists; what one person asked for is recorded as an opt-out, with a receipt.',
  access: 'suppressions:write',
  idempotent: true,
  body: SuppressionCreate,
  responses: { 200: { description: 'All of them are listed.', body: SuppressionResult } },
  async handler({ tx, body, principal }, deps) {
    const country = body.defaultCountry ?? (await countryOf(tx));
    const read = body.numbers.map((text, index) => readPhone(text, country, `numbers.${index}`));
    const errors = read.flatMap((one): ProblemField[] => (one.ok ? [] : [one.error]));
    if (errors.length > 0) throw invalid(errors);
    if (
      body.campaignId &&
      (await tx.query('select 1 from campaigns where tenant_id = $1 and id = $2', [tx.tenantId, body.campaignId]))
        .length === 0
    ) {
      throw invalid([
        { field: 'campaignId', message: 'It refers to nothing here.', remedy: 'Send the id of one of your campaigns.' },
      ]);
    }
    const numbers = new Set(read.flatMap((one) => (one.ok ? [one.e164] : [])));
    const entries = [...numbers].map((number) => ({
      ...sealNumber(deps.keyring, number),
      campaignId: body.campaignId ?? null,
      source: principal.kind === 'api-key' ? ('api' as const) : ('officer' as const),
      reason: body.reason,
      attemptId: null,
      createdBy: nameOf(principal),
    }));
    const nowMs = deps.now();
    const listed: Buffer[] = [];
    const added: LedgerEntry[] = [];
    for (const entry of entries) {
      const { numberHmac, campaignId, source, createdBy: actor } = entry;
      if (await insertSuppression(tx, entry, nowMs))
        added.push({ kind: 'opt-out', campaignId, numberHmac, actor, body: { source } });
      else listed.push(numberHmac);
    }
    await appendLedger(tx, nowMs, added);
    // The answer tells who is on the list.
    await noteLookUps(tx, { numbers: listed, what: 'do-not-call-added-again', principal, nowMs });
    const result = { added: added.length, alreadyListed: listed.length, leadsEnded: 0, callsHungUp: 0 };
    return {
      status: 200,
      body: result,
      // Only once the entries are committed: a dial that starts at this moment sees either them or is seen itself.
      afterCommit: () => enforce(deps, tx.tenantId, entries, result),
    };
  },
});

/** Ends leads and calls of numbers that are on the list now. */
async function enforce(
  deps: ApiDependencies,
  tenantId: TenantId,
  entries: readonly SuppressionEntry[],
  result: z.infer<typeof SuppressionResult>,
): Promise<z.infer<typeof SuppressionResult>> {
  const total = { ...result };
  for (const entry of entries) {
    const done = await suppressNumber(deps.database, tenantId, entry, deps.now());
    total.leadsEnded += done.leadsEnded;
    total.callsHungUp += done.live.length;
    await endCalls(deps, tenantId, done);
  }
  return total;
}

export const deleteSuppression = defineRoute({
  id: 'removeSuppression',
  method: 'delete',
  path: '/api/v1/suppressions/:id',
  tag: 'Do not call',
  summary: 'Take a number off the list',
  description:
    'The entry stays on record with who removed it and why, also in the ledger. Leads that it ended stay ended; a receipt that was still open says that it was undone.',
  access: 'suppressions:remove',
  params: idParams(),
  query: SuppressionRemoval,
  responses: { 204: { description: 'Removed, or removed already.' } },
  async handler({ tx, params, query, principal }, deps) {
    const [row] = await tx.query<{ id: string }>('select id from suppressions where tenant_id = $1 and id = $2', [
      tx.tenantId,
      params.id,
    ]);
    if (!row) throw notFound('entry of the do-not-call list');
    const by = nameOf(principal);
    const [removed] = await tx.query<{ number_hmac: Buffer; campaign_id: string | null; source: string }>(
      `update suppressions set removed_at = now(), removed_by = $3, removed_reason = $4
       where tenant_id = $1 and id = $2 and removed_at is null returning number_hmac, campaign_id, source`,
      [tx.tenantId, params.id, by, query.reason],
    );
    if (removed) {
      await appendLedger(tx, deps.now(), [
        {
          kind: 'opt-out',
          campaignId: removed.campaign_id,
          numberHmac: removed.number_hmac,
          actor: by,
          // The reason may name somebody: its hash proves the one that is kept beside the entry of the list.
          body: {
            undone: true,
            suppressionId: params.id,
            source: removed.source,
            reasonSha256: hash('sha256', query.reason, 'hex'),
          },
        },
      ]);
      await addEvents(tx, deps.now(), [{ type: 'suppression.removed', data: { suppressionId: params.id, by } }]);
    }
    return { status: 204, body: undefined };
  },
});

/** An entry of the list, its number as the asker may see it. */
export function presentSuppression(row: SuppressionRow, principal: Principal, keyring: Keyring): Suppression {
  return {
    ...presentEntry(row, principal, keyring),
    campaignId: row.campaign_id,
    source: row.source,
    callId: row.attempt_id,
  };
}
