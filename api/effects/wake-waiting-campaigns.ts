import { campaignWake, workflowIds } from '../../workflows/contract.ts';
import type { ApiDependencies } from '../dependencies.ts';

/**
 * Has campaigns that wait for a voice worker look again now. Never throws, and nothing is kept for later: a campaign that
 * does not hear of it looks by itself within seconds.
 */
export async function wakeWaitingCampaigns({ database, temporal, config, log }: ApiDependencies): Promise<void> {
  try {
    const waiting = await database.outsideTenants<{ campaign_id: string }>(
      'select campaign_id from campaigns_without_voice()',
    );
    await temporal.withDeadline(Date.now() + config.temporal.patienceMs, async () => {
      for (const { campaign_id } of waiting) {
        await temporal.workflow.getHandle(workflowIds.campaign(campaign_id)).signal(campaignWake);
      }
    });
  } catch (error) {
    log.warn({ err: error }, 'campaigns that wait for a voice worker were not told of one');
  }
}
