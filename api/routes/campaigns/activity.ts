import { PageQuery, pageOf } from '../../contract/page.ts';
import { CampaignEvent } from '../../contract/outlook.ts';
import { idParams } from '../../contract/id.ts';
import { decodeCursor, pageFrom } from '../../http/pages.ts';
import { defineRoute } from '../../http/route.ts';
import { readCampaign } from './campaign-row.ts';

type Row = { id: string; at: Date; type: string; data: Record<string, unknown>; who: string | null };

export const listActivity = defineRoute({
  id: 'listCampaignActivity',
  method: 'get',
  path: '/api/v1/campaigns/:id/activity',
  tag: 'Campaigns',
  summary: 'What happened to the campaign and who did it, newest first',
  access: 'campaigns:read',
  params: idParams(),
  query: PageQuery,
  responses: { 200: { description: 'One page.', body: pageOf('CampaignEventPage', CampaignEvent) } },
  async handler({ tx, params, query }) {
    await readCampaign(tx, params.id);
    const cursor = decodeCursor(query.cursor, ['uuid']);
    const rows = await tx.query<Row>(
      `select e.id, e.at, e.type, e.data, coalesce(nullif(u.name, ''), u.email, k.name) as who from events e
       left join users u on u.tenant_id = e.tenant_id and 'user:' || u.id = e.data->>'by'
       left join api_keys k on k.tenant_id = e.tenant_id and 'api-key:' || k.id = e.data->>'by'
       where e.tenant_id = $1 and e.campaign_id = $2 and e.lead_id is null and e.type like 'campaign.%'
         and ($3::uuid is null or e.id < $3)
       order by e.id desc limit $4`,
      [tx.tenantId, params.id, cursor?.[0] ?? null, query.limit + 1],
    );
    return { status: 200, body: pageFrom(rows, query.limit, present, (row) => [row.id]) };
  },
});

function present({ id, at, type, data, who }: Row) {
  return { id, at: at.toISOString(), type, text: sentenceOf(type, data), by: who };
}

const SENTENCES: Record<string, string> = {
  'campaign.created': 'Created',
  'campaign.changed': 'Settings changed',
  'campaign.deferred': 'Calls were put off',
  'campaign.breaker-opened': 'Dialling was cut back: too many calls failed',
};

function sentenceOf(type: string, data: Record<string, unknown>): string {
  const to = data['to'];
  if (type === 'campaign.status') return typeof to === 'string' ? `Now ${to}` : 'Status changed';
  const words = SENTENCES[type] ?? `${type.slice('campaign.'.length).replaceAll('-', ' ')}`;
  const fields = data['fields'] ?? data['changed'];
  return Array.isArray(fields) && fields.length > 0 ? `${words}: ${fields.join(', ')}` : words;
}
