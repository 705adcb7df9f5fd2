import type { WorkflowHandle, WorkflowHandleWithFirstExecutionRunId } from '@temporalio/client';
import type { DialOutcome, FenceSeen } from '../activities/interface.ts';
import type { AttemptId, CampaignId, TenantId } from '../domain/ids.ts';
import type { call } from '../workflows/call.ts';
import type { campaign } from '../workflows/campaign.ts';
import { type CallInput, type CallReport, QUEUES, WORKFLOWS, workflowIds } from '../workflows/contract.ts';
import { answered, type CallScript, type CampaignScript, type FakeEngine } from './fake-engine.ts';
import { anId, type TestTemporal } from './temporal.ts';

export type PlacedCall = WorkflowHandle<typeof call> & { attemptId: AttemptId };
export type StartedCampaign = WorkflowHandleWithFirstExecutionRunId<typeof campaign> & { campaignId: CampaignId };

/** Starts workflows whose activities follow a script. */
export function createDriver(temporal: () => TestTemporal, engine: FakeEngine) {
  return {
    async place(script: CallScript, changes: Partial<CallInput> = {}, startDelay = 0): Promise<PlacedCall> {
      const attemptId = anId<AttemptId>();
      engine.call(attemptId, script);
      const handle = await temporal().client.workflow.start<typeof call>(WORKFLOWS.call, {
        workflowId: workflowIds.call(attemptId),
        taskQueue: QUEUES.calls,
        startDelay,
        args: [
          {
            tenantId: anId<TenantId>(),
            attemptId,
            campaignId: anId<CampaignId>(),
            carrier: 'fake',
            media: false,
            dialAt: new Date().toISOString(),
            ringTimeoutMs: 15_000,
            maxCallMs: 60_000,
            ...changes,
          },
        ],
      });
      return Object.assign(handle, { attemptId });
    },
    async startCampaign(script: CampaignScript): Promise<StartedCampaign> {
      const campaignId = anId<CampaignId>();
      engine.campaign(campaignId, script);
      const handle = await temporal().client.workflow.start<typeof campaign>(WORKFLOWS.campaign, {
        workflowId: workflowIds.campaign(campaignId),
        taskQueue: QUEUES.campaigns,
        args: [{ tenantId: anId<TenantId>(), campaignId }],
      });
      return Object.assign(handle, { campaignId });
    },
  };
}

export function aReport(changes: Partial<CallReport> = {}): CallReport {
  return {
    outcome: 'completed',
    endReason: 'agent-ended',
    endedAt: '2026-11-21T15:01:00.000Z',
    talkMs: 60_000,
    turns: 6,
    optOut: false,
    ...changes,
  };
}

export const seen = (changes: Partial<FenceSeen>) => async (): Promise<FenceSeen> => ({
  placed: 'yes',
  ringing: false,
  answered: false,
  ...changes,
});

/** A dial that rings until somebody lets it end. */
export function ringing() {
  const { promise, resolve, reject } = Promise.withResolvers<DialOutcome>();
  return {
    dial: () => promise,
    answers: () => resolve(answered),
    ends: (outcome: DialOutcome) => resolve(outcome),
    isLost: () => reject(new Error('socket hang up')),
  };
}

/** The kinds of a workflow's events, in order. */
export async function eventKinds(handle: Pick<WorkflowHandle, 'fetchHistory'>): Promise<string[]> {
  const { events } = await handle.fetchHistory();
  return (events ?? []).map((event) => event.attributes ?? '');
}
