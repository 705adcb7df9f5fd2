import { startTestTemporal, type TestTemporal } from '../../testing/temporal.ts';
import type { EngineDeps } from '../deps.ts';
import type { CallRef, FinishInput } from '../interface.ts';
import { aReport, leased } from './attempts.ts';
import {
  aCampaign,
  aLaunch,
  aNumber,
  aTenant,
  aTrunk,
  someLeads,
  startTestEngine,
  type TestCampaign,
  type TestEngine,
} from './test-engine.ts';

export interface PlannedCalls {
  campaign: TestCampaign;
  refs: CallRef[];
  /** The first of them. */
  ref: CallRef;
}

export interface AttemptSeen {
  state: string;
  disposition: string | null;
  talk_ms: number | null;
}

export interface LeadSeen {
  state: string;
  reason: string | null;
  priority: number;
  next_attempt_at: Date;
  next_phone: number;
  callback_at: Date | null;
  callback_moved_from: Date | null;
  attempts: number;
}

/** An engine whose calls are answered at once and go on until somebody ends them, and what became of each. */
export interface CallStand {
  readonly engine: TestEngine;
  readonly temporal: TestTemporal;
  /** Leads of a new campaign, launched and waiting for their dial. */
  planned(leads?: number): Promise<PlannedCalls>;
  attemptOf(ref: CallRef): Promise<AttemptSeen>;
  leadOf(ref: CallRef): Promise<LeadSeen>;
  leaseCount(ref: CallRef): Promise<number>;
  /** How often the carrier was asked to place the call, by its own log. */
  placedFor(ref: CallRef): number;
  /** Calls are answered again, without faults. */
  reset(): Promise<void>;
  stop(): Promise<void>;
}

export async function startCallStand(changes: Partial<EngineDeps> = {}): Promise<CallStand> {
  const temporal = await startTestTemporal();
  const engine = await startTestEngine({ temporal: temporal.client, keyring: temporal.keyring, changes });
  const reset = async () => {
    await engine.carrier.fail({});
    engine.carrier.pace.speed = 1;
    await engine.carrier.behave({ answerRate: 1, ringMedianMs: 5, sigma: 0, talkMedianMs: 60_000_000 });
  };
  await reset();
  return {
    engine,
    temporal,
    async planned(leads = 1) {
      const tenantId = await aTenant(engine);
      const campaign = await aCampaign(engine, tenantId, await aTrunk(engine));
      const numbers = Array.from({ length: leads }, (_, i) => aNumber(i));
      await someLeads(engine, campaign, numbers);
      await engine.activities.launchCalls(aLaunch(campaign, { count: leads }));
      const refs = await leased(engine, tenantId);
      const [ref] = refs;
      if (!ref || refs.length !== leads) throw new Error('not launched');
      return { campaign, refs, ref };
    },
    attemptOf: ({ attemptId }) =>
      only(engine.rows<AttemptSeen>(`select state, disposition, talk_ms from attempts where id = $1`, [attemptId])),
    leadOf: ({ attemptId }) =>
      only(
        engine.rows<LeadSeen>(
          `select cl.* from campaign_leads cl
           join attempts a on a.lead_id = cl.lead_id and a.campaign_id = cl.campaign_id where a.id = $1`,
          [attemptId],
        ),
      ),
    leaseCount: async ({ attemptId }) =>
      (await engine.rows(`select 1 from leases where attempt_id = $1`, [attemptId])).length,
    placedFor: ({ attemptId }) => engine.carrier.placed().filter((entry) => entry.intent === attemptId).length,
    reset,
    async stop() {
      await engine.stop();
      await temporal.stop();
    },
  };
}

export const completed = (ref: CallRef, about: Partial<FinishInput> = {}): FinishInput => ({
  ...ref,
  disposition: 'completed',
  endReason: 'agent-ended',
  report: aReport(),
  ...about,
});

async function only<R>(rows: Promise<R[]>): Promise<R> {
  const [row] = await rows;
  if (row === undefined) throw new Error('there is no such row');
  return row;
}
