import type { TenantTx } from '../../../database/connect.ts';
import { erasePerson, isInCall, personOfLead } from '../../../database/ledger/erase-person.ts';
import { nameOf } from '../../auth/principal.ts';
import { idParams } from '../../contract/id.ts';
import { Erasure } from '../../contract/ledger.ts';
import { conflict, notFound } from '../../http/problem.ts';
import { defineRoute } from '../../http/route.ts';
import { KEPT, REMOVED } from './erasure-words.ts';

export const postErasure = defineRoute({
  id: 'erasePerson',
  method: 'post',
  path: '/api/v1/leads/:id/erasure',
  tag: 'Ledger',
  summary: 'Erase who a person is',
  description:
    'The person of this lead, in every list. Removes the identity; keeps the keyed index of the numbers on the do-not-call list and the proof in the ledger, and says so. It cannot be taken back.',
  access: 'persons:erase',
  params: idParams(),
  responses: { 200: { description: 'What was removed, what stays, and why.', body: Erasure } },
  async handler({ tx, params, principal }, deps) {
    const personId = await personOfLead(tx, params.id);
    if (personId === null) throw notFound('lead');
    if (await isInCall(tx, personId))
      throw conflict('in-call', 'A call to this person is in progress. Ask again when it has ended.');
    const nowMs = deps.now();
    const { ledgerEntry, ...counts } = await erasePerson(tx, personId, { nowMs, actor: nameOf(principal) });
    return {
      status: 200,
      body: { personId, erasedAt: await erasedAt(tx, personId), ...counts, removed: REMOVED, kept: KEPT, ledgerEntry },
    };
  },
});

async function erasedAt(tx: TenantTx, personId: string): Promise<string> {
  const [row] = await tx.query<{ erased_at: Date }>('select erased_at from persons where tenant_id = $1 and id = $2', [
    tx.tenantId,
    personId,
  ]);
  if (!row) throw notFound('person');
  return row.erased_at.toISOString();
}
