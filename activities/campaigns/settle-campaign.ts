import { addEvents } from '../../database/engine/add-events.ts';
import type { EngineDeps } from '../deps.ts';
import type { CampaignActivities } from '../interface.ts';

/** States a campaign leaves only by a new command. */
const ENDED = ['stopped', 'completed'];

/**
 * Writes the status that a command or the end of the leads brought about. A row that a newer command has changed since is
 * left alone, and so is one that is there already. No campaign completes over leads that an import has just added.
 */
export async function settleCampaign(
  deps: Pick<EngineDeps, 'database' | 'clock'>,
  { tenantId, campaignId, status, revision, reason }: Parameters<CampaignActivities['settleCampaign']>[0],
): Promise<void> {
  const nowMs = deps.clock.now();
  await deps.database.inTenant(tenantId, async (tx) => {
    // A statement of its own: the next one then sees the leads of an import that it had to wait for.
    await tx.query('select 1 from campaigns where tenant_id = $1 and id = $2 for update', [tenantId, campaignId]);
    const changed = await tx.query<{ before: string }>(
      `with before as (select status from campaigns where tenant_id = $1 and id = $2)
       update campaigns c set status = $3, updated_at = $5::timestamptz,
         finished_at = case when $3::text = any($6::text[]) then $5::timestamptz end
       from before where c.tenant_id = $1 and c.id = $2 and c.revision <= $4 and c.status <> $3 and c.status <> 'archived'
         and ($3 <> 'completed' or not exists (
           select 1 from campaign_leads cl where cl.tenant_id = $1 and cl.campaign_id = $2 and cl.state = 'waiting'))
       returning before.status as before`,
      [tenantId, campaignId, status, revision, new Date(nowMs), ENDED],
    );
    const [row] = changed;
    if (!row) return;
    const data = { from: row.before, to: status, ...(reason === undefined ? {} : { reason }) };
    await addEvents(tx, nowMs, [{ type: 'campaign.status', campaignId, data }]);
  });
}
