import { z } from 'zod';
import { appendLedger } from '../../../database/ledger/append.ts';
import { openNumber } from '../../../keyring/sealed-number.ts';
import { nameOf } from '../../auth/principal.ts';
import { Id } from '../../contract/id.ts';
import { RevealedNumber } from '../../contract/leads.ts';
import { notFound } from '../../http/problem.ts';
import { defineRoute } from '../../http/route.ts';

export const revealNumber = defineRoute({
  id: 'revealNumber',
  method: 'post',
  path: '/api/v1/leads/:id/phones/:position/reveal',
  tag: 'Leads',
  summary: 'See one whole telephone number',
  description: 'Who looked at whose number, and when, is written to the ledger in the same transaction.',
  access: 'numbers:reveal',
  params: z.object({ id: Id, position: z.coerce.number().int().min(0).max(1000) }),
  responses: { 200: { description: 'The number.', body: RevealedNumber } },
  async handler({ tx, params, principal }, deps) {
    const [row] = await tx.query<{ number_enc: Buffer; key_id: string; number_hmac: Buffer; person_id: string }>(
      `select p.number_enc, p.key_id, p.number_hmac, l.person_id from lead_phones p
       join leads l on l.tenant_id = p.tenant_id and l.id = p.lead_id
       where p.tenant_id = $1 and p.lead_id = $2 and p.position = $3`,
      [tx.tenantId, params.id, params.position],
    );
    if (!row) throw notFound('telephone number');
    await appendLedger(tx, deps.now(), [
      {
        kind: 'look-up',
        leadId: params.id,
        personId: row.person_id,
        numberHmac: row.number_hmac,
        actor: nameOf(principal),
        body: { what: 'number', position: params.position },
      },
    ]);
    return { status: 200, body: { number: openNumber(deps.keyring, row) } };
  },
});
