import { isInCall, personOfLead } from '../../../database/ledger/erase-person.ts';
import { whatErasureTakes } from '../../../database/ledger/what-erasure-takes.ts';
import { idParams } from '../../contract/id.ts';
import { ErasurePreview } from '../../contract/ledger.ts';
import { notFound } from '../../http/problem.ts';
import { defineRoute } from '../../http/route.ts';
import { KEPT, REMOVED } from './erasure-words.ts';

export const getErasure = defineRoute({
  id: 'previewErasure',
  method: 'get',
  path: '/api/v1/leads/:id/erasure',
  tag: 'Ledger',
  summary: 'What an erasure of this lead’s person would take away, and what would stay',
  description: 'Counted now; nothing is changed.',
  access: 'persons:erase',
  params: idParams(),
  responses: { 200: { description: 'In numbers, and in words with the law.', body: ErasurePreview } },
  async handler({ tx, params }) {
    const personId = await personOfLead(tx, params.id);
    const counts = personId === null ? null : await whatErasureTakes(tx, personId);
    if (personId === null || counts === null) throw notFound('lead');
    const body = {
      ...counts,
      personId,
      erasedAt: counts.erasedAt?.toISOString() ?? null,
      inCall: await isInCall(tx, personId),
      removed: REMOVED,
      kept: KEPT,
    };
    return { status: 200, body };
  },
});
