import type { TenantTx } from '../../../database/connect.ts';
import { CampaignTrend } from '../../contract/outlook.ts';
import { idParams } from '../../contract/id.ts';
import { defineRoute } from '../../http/route.ts';
import { readCampaign } from './campaign-row.ts';

/** Spans that a person reads easily, seconds. */
const SPANS = [10, 60, 300, 900, 3_600, 6 * 3_600, 86_400];
const MOST_POINTS = 60;

export const getTrend = defineRoute({
  id: 'getCampaignTrend',
  method: 'get',
  path: '/api/v1/campaigns/:id/trend',
  tag: 'Campaigns',
  summary: 'How its attempts ended, over time',
  access: 'campaigns:read',
  params: idParams(),
  responses: { 200: { description: 'At most 60 spans up to the last ending.', body: CampaignTrend } },
  async handler({ tx, params }) {
    await readCampaign(tx, params.id);
    const [range] = await tx.query<{ first: Date | null; last: Date | null }>(
      'select min(ended_at) as first, max(ended_at) as last from attempts where tenant_id = $1 and campaign_id = $2',
      [tx.tenantId, params.id],
    );
    const seconds = range?.first && range.last ? (range.last.getTime() - range.first.getTime()) / 1000 : 0;
    const bucketSeconds = SPANS.find((span) => seconds / span <= MOST_POINTS) ?? 86_400;
    const points = await endedBySpan(tx, bucketSeconds, { campaignId: params.id, since: null });
    return { status: 200, body: { bucketSeconds, points: points.slice(-MOST_POINTS) } };
  },
});

/**
 * Ended attempts in spans of so many seconds, oldest first; spans without any are left out. Ids begin with the time of the
 * claim, and no attempt takes a day: older ones are not even looked at.
 */
export async function endedBySpan(
  tx: TenantTx,
  bucketSeconds: number,
  { campaignId, since }: { campaignId: string | null; since: Date | null },
): Promise<CampaignTrend['points']> {
  const rows = await tx.query<{ at: Date; dispositions: Record<string, number> }>(
    `select at, jsonb_object_agg(disposition, n) as dispositions from (
       select to_timestamp(floor(extract(epoch from ended_at) / $2::int) * $2::int) as at, disposition, count(*)::int as n
       from attempts where tenant_id = $1 and ($3::uuid is null or campaign_id = $3) and ended_at is not null
         and disposition is not null
         and ($4::timestamptz is null or (ended_at >= $4 and id >= uuid_floor($4::timestamptz - interval '1 day')))
       group by 1, 2) spans
     group by at order by at`,
    [tx.tenantId, bucketSeconds, campaignId, since],
  );
  return rows.map(({ at, dispositions }) => ({ at: at.toISOString(), dispositions }));
}
