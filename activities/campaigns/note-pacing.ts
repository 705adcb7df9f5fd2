import { addEvents } from '../../database/engine/add-events.ts';
import type { EngineDeps } from '../deps.ts';
import type { CampaignActivities } from '../interface.ts';

/** Says in the campaign's timeline what the breaker did. */
export async function notePacing(
  deps: Pick<EngineDeps, 'database' | 'clock'>,
  { tenantId, campaignId, event, sentence }: Parameters<CampaignActivities['notePacing']>[0],
): Promise<void> {
  await deps.database.inTenant(tenantId, (tx) =>
    addEvents(tx, deps.clock.now(), [{ type: `campaign.${event}`, campaignId, data: { sentence } }]),
  );
}
