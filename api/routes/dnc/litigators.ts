import { hash } from 'node:crypto';
import { addEvents } from '../../../database/engine/add-events.ts';
import { type LitigatorRow, readLitigators, removeLitigator } from '../../../database/dnc/litigators.ts';
import { appendLedger } from '../../../database/ledger/append.ts';
import { nameOf } from '../../auth/principal.ts';
import { idParams } from '../../contract/id.ts';
import { LitigatorPage } from '../../contract/litigators.ts';
import { OwnEntryQuery } from '../../contract/own-entry.ts';
import { SuppressionRemoval } from '../../contract/suppressions.ts';
import { decodeCursor, pageFrom } from '../../http/pages.ts';
import { notFound } from '../../http/problem.ts';
import { defineRoute } from '../../http/route.ts';
import { numberLookedUp } from '../ledger/look-up.ts';
import { presentEntry } from './present-entry.ts';

export const listLitigators = defineRoute({
  id: 'listLitigators',
  method: 'get',
  path: '/api/v1/dnc/litigators',
  tag: 'Do not call',
  summary: 'Your list of people known to sue, newest first',
  access: 'dnc:read',
  query: OwnEntryQuery,
  responses: { 200: { description: 'One page of the list.', body: LitigatorPage } },
  async handler({ tx, query, principal }, deps) {
    const before = decodeCursor(query.cursor, ['uuid'])?.[0] ?? null;
    const numberHmac = await numberLookedUp(tx, deps, { query, what: 'litigators-by-number', principal });
    const rows = await readLitigators(tx, { before, numberHmac, removed: query.removed }, query.limit + 1);
    const presentRow = (row: LitigatorRow) => ({ ...presentEntry(row, principal, deps.keyring), source: row.source });
    return { status: 200, body: pageFrom(rows, query.limit, presentRow, (row) => [row.id]) };
  },
});

export const deleteLitigator = defineRoute({
  id: 'removeLitigator',
  method: 'delete',
  path: '/api/v1/dnc/litigators/:id',
  tag: 'Do not call',
  summary: 'Take somebody off the list of litigators',
  description:
    'The entry stays on record with who removed it and why, also in the ledger. A refusal of the same number stays, and leads that the entry ended stay ended.',
  access: 'dnc:write',
  params: idParams(),
  query: SuppressionRemoval,
  responses: { 204: { description: 'Removed, or removed already.' } },
  async handler({ tx, params, query, principal }, deps) {
    const [by, nowMs] = [nameOf(principal), deps.now()];
    const done = await removeLitigator(tx, { id: params.id, by, reason: query.reason, nowMs });
    if (!done) throw notFound('entry of the list of litigators');
    if (done.removed) {
      await appendLedger(tx, nowMs, [
        {
          kind: 'list-activation',
          numberHmac: done.numberHmac,
          actor: by,
          // The reason may name somebody: its hash proves the one that is kept beside the entry of the list.
          body: {
            ...{ what: 'litigator-removed', list: 'litigator', litigatorId: params.id },
            reasonSha256: hash('sha256', query.reason, 'hex'),
          },
        },
      ]);
      await addEvents(tx, nowMs, [{ type: 'dnc.litigator-removed', data: { litigatorId: params.id, by } }]);
    }
    return { status: 204, body: undefined };
  },
});
