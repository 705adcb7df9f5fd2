import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import type { Logger } from 'pino';
import type { Database } from '../../database/connect.ts';
import { campaignWake, workflowIds } from '../../workflows/contract.ts';

interface Needed {
  database: Pick<Database, 'outsideTenants'>;
  temporal: Client;
  log: Logger;
  /** How long campaigns of one wake-up are told, milliseconds. */
  patienceMs: number;
}

/** Between two wake-ups: each looks through the campaigns of the whole installation. */
const PAUSE_MS = 1_000;

export interface WakeUps {
  /**
   * Has campaigns that wait for a voice worker look again now. Never throws, and nothing is kept for later: a campaign that
   * does not hear of it looks by itself within seconds. Asked while one is under way, or just was, it is done once more.
   */
  ask(): void;
}

export function createWakeUps(needed: Needed): WakeUps {
  let resting = true;
  let asked = false;
  const next = () => {
    resting = !asked;
    if (resting) return;
    asked = false;
    void wakeWaitingCampaigns(needed).finally(() => setTimeout(next, PAUSE_MS).unref());
  };
  return {
    ask() {
      asked = true;
      if (resting) next();
    },
  };
}

async function wakeWaitingCampaigns({ database, temporal, log, patienceMs }: Needed): Promise<void> {
  try {
    const waiting = await database.outsideTenants<{ campaign_id: string }>(
      'select campaign_id from campaigns_without_voice()',
    );
    await temporal.withDeadline(Date.now() + patienceMs, async () => {
      for (const { campaign_id } of waiting) await wake(temporal, campaign_id);
    });
  } catch (error) {
    log.warn({ err: error }, 'campaigns that wait for a voice worker were not told of one');
  }
}

/** One whose workflow has ended, or is not there yet, keeps no other from being told. */
async function wake({ workflow }: Pick<Client, 'workflow'>, campaignId: string): Promise<void> {
  try {
    await workflow.getHandle(workflowIds.campaign(campaignId)).signal(campaignWake);
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw error;
  }
}
