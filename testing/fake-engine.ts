import type {
  CallRef,
  CampaignMeasurements,
  DialOutcome,
  EngineActivities,
  FenceSeen,
  FinishInput,
  LaunchInput,
  LaunchResult,
  Prepared,
} from '../activities/interface.ts';

/** How the world answers to one attempt. What is left out goes well. */
export interface CallScript {
  prepare?: () => Promise<Prepared>;
  dial?: () => Promise<DialOutcome>;
  fence?: () => Promise<FenceSeen>;
  askToEnd?: () => Promise<void>;
  finish?: () => Promise<void>;
}

/** How the world answers to one campaign. */
export interface CampaignScript {
  measure: (tick: number) => CampaignMeasurements;
  launch?: (input: LaunchInput) => Promise<LaunchResult>;
}

export interface FakeEngine {
  readonly activities: EngineActivities;
  call(attemptId: string, script: CallScript): void;
  campaign(campaignId: string, script: CampaignScript): void;
  /** Activities begun for an attempt or a campaign, in order. */
  done(id: string): string[];
  finished(attemptId: string): FinishInput[];
  settled(campaignId: string): string[];
  /** What the looks at the places of an opt-out see, in order; then all is proven. */
  optOut(optOutId: string, seen: Seen[]): void;
}
type Seen = Awaited<ReturnType<EngineActivities['proveOptOut']>>;

const ANSWERED_AT = '2026-11-21T15:00:00.000Z';
export const answered: DialOutcome = { kind: 'answered', answeredAt: ANSWERED_AT, carrierCallId: 'SCL_1' };
export const nothingSeen: FenceSeen = { placed: 'never', ringing: false, answered: false };

/** Activities that follow scripts and remember what they were asked. */
export function createFakeEngine(): FakeEngine {
  const calls = new Map<string, CallScript>();
  const campaigns = new Map<string, CampaignScript>();
  const log = new Map<string, string[]>();
  const finishes = new Map<string, FinishInput[]>();
  const ticks = new Map<string, number>();
  const looks = new Map<string, Seen[]>();
  const rows = new Map<string, Pick<CampaignMeasurements, 'status' | 'revision'>>();
  const note = (id: string, what: string) => log.set(id, [...(log.get(id) ?? []), what]);
  const ofCall = ({ attemptId }: CallRef) => calls.get(attemptId) ?? {};
  const ofCampaign = (campaignId: string) => {
    const script = campaigns.get(campaignId);
    if (!script) throw new Error('no script for this campaign');
    return script;
  };
  return {
    call: (attemptId, script) => void calls.set(attemptId, script),
    campaign: (campaignId, script) => void campaigns.set(campaignId, script),
    optOut: (optOutId, seen) => void looks.set(optOutId, [...seen]),
    done: (id) => log.get(id) ?? [],
    finished: (attemptId) => finishes.get(attemptId) ?? [],
    settled: (campaignId) => (log.get(campaignId) ?? []).filter((entry) => entry.startsWith('settle ')),
    activities: {
      async prepareCall(ref) {
        note(ref.attemptId, 'prepare');
        return (await ofCall(ref).prepare?.()) ?? { kind: 'ready' };
      },
      async dial(ref) {
        note(ref.attemptId, 'dial');
        return (await ofCall(ref).dial?.()) ?? answered;
      },
      async fenceCall(ref) {
        note(ref.attemptId, 'fence');
        return (await ofCall(ref).fence?.()) ?? nothingSeen;
      },
      async askToEnd(ref) {
        note(ref.attemptId, 'ask to end');
        await ofCall(ref).askToEnd?.();
      },
      async finishCall(input) {
        note(input.attemptId, 'finish');
        await ofCall(input).finish?.();
        finishes.set(input.attemptId, [...(finishes.get(input.attemptId) ?? []), input]);
        return { disposition: input.disposition };
      },
      async measureCampaign({ campaignId }) {
        const tick = ticks.get(campaignId) ?? 0;
        ticks.set(campaignId, tick + 1);
        const measured = ofCampaign(campaignId).measure(tick);
        const written = rows.get(campaignId);
        return written && written.revision >= measured.revision ? { ...measured, ...written } : measured;
      },
      async launchCalls(input) {
        note(input.campaignId, `launch ${input.count}`);
        const result = await ofCampaign(input.campaignId).launch?.(input);
        return result ?? { launched: input.count, deferred: 0, blocked: 0, limitedBy: null };
      },
      async settleCampaign({ campaignId, status, revision }) {
        note(campaignId, `settle ${status} ${revision}`);
        if (status === 'completed' || status === 'stopped') rows.set(campaignId, { status, revision });
      },
      async hangUpCampaign({ campaignId }) {
        note(campaignId, 'hang up');
        return { live: 0 };
      },
      async notePacing({ campaignId, event }) {
        note(campaignId, event);
      },
      async proveOptOut({ optOutId }) {
        note(optOutId, 'prove');
        return looks.get(optOutId)?.shift() ?? { status: 'proven', waitingFor: [] };
      },
      async reconcile() {
        return { checked: 0, fenced: 0, released: 0, outbox: 0 };
      },
    },
  };
}
