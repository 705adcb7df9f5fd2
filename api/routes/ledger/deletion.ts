import { idParams } from '../../contract/id.ts';
import { notFound } from '../../http/problem.ts';
import { defineRoute } from '../../http/route.ts';
import { underRetention } from './retention.ts';

export const deleteLead = defineRoute({
  id: 'deleteLead',
  method: 'delete',
  path: '/api/v1/leads/:id',
  tag: 'Ledger',
  summary: 'Delete a lead with its records',
  description:
    'Refused as long as the law asks for records of it: 409 `under-retention` names the law and what may be done instead. A lead of which nothing was ever decided is deleted.',
  access: 'persons:erase',
  params: idParams(),
  responses: { 204: { description: 'Deleted: no record of it was under retention.' } },
  async handler({ tx, params }) {
    const [lead] = await tx.query<{ recorded: boolean }>(
      `select exists (select from ledger_entries e where e.tenant_id = l.tenant_id and e.lead_id = l.id)
         or exists (select from attempts a where a.tenant_id = l.tenant_id and a.lead_id = l.id)
         or exists (select from consents c where c.tenant_id = l.tenant_id and c.lead_id = l.id) as recorded
       from leads l where l.tenant_id = $1 and l.id = $2 for update of l`,
      [tx.tenantId, params.id],
    );
    if (!lead) throw notFound('lead');
    if (lead.recorded) throw underRetention('Deleting this lead', 'path.id');
    await tx.query('delete from leads where tenant_id = $1 and id = $2', [tx.tenantId, params.id]);
    return { status: 204, body: undefined };
  },
});
