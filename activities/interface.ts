/**
 * What activities promise to workflows: shapes, retries and failures. Types only; a workflow imports nothing else of this
 * folder. Expected outcomes are returned as unions; `ApplicationFailure.nonRetryable` (FAILURES in workflows/contract.ts)
 * is for what no retry mends; anything else thrown is retried.
 */
import type { AttemptId, CampaignId, TenantId } from '../domain/ids.ts';
import type { CallEndReason, CampaignStatus, CarrierName, Disposition } from '../domain/vocabulary.ts';
import type { CallReport } from '../workflows/contract.ts';
import type { ReceiptActivities } from './receipts/interface.ts';

/** Facts of one tick, read in one transaction. Times are ISO; the workflow decides from these alone. */
export interface CampaignMeasurements {
  at: string;
  /** Set where the tenant's rules run on a demonstration clock. */
  demonstrationOffsetMs: number | null;
  status: CampaignStatus;
  revision: number;
  /** Absent in histories from before campaigns kept their schedule. */
  schedule?: 'before' | 'open' | 'over';
  trunk: { status: 'active' | 'paused'; pausedReason: string | null; carrier: CarrierName };
  /** Leases still free under each limit. `voice` is null where the carrier needs no voice worker. */
  free: { campaign: number; trunk: number; tenant: number; agents: number; voice: number | null };
  /** The lower of the campaign's and the trunk's. */
  callsPerSecond: number;
  pacing: { rampUp: { fromCallsPerSecond?: number; overSeconds?: number }; startedAt: string | null };
  leads: { waiting: number; dueNow: number; inCall: number; done: number; blocked: number };
  /** The next time any lead falls due, and how many zones wait for their window to open. */
  nextDueAt: string | null;
  waitingForWindow: { leads: number; zones: number; opensAt: string | null; localStart: string | null };
  /** Ended attempts of this campaign in the breaker's look-back, oldest first. */
  recentOutcomes: {
    at: string;
    group: 'answered' | 'unanswered' | 'carrier-failure' | 'not-dialled' | 'unknown';
    disposition: Disposition;
  }[];
}

export interface LaunchInput {
  tenantId: TenantId;
  campaignId: CampaignId;
  /** The same id on every retry: a launch that runs again starts that same set. */
  launchId: string;
  /** At most so many calls; the leases in Postgres may allow fewer. */
  count: number;
  /** Leads that fall due within this many milliseconds are claimed too, each with its own slot. */
  horizonMs: number;
  /** The rate in force, with ramp-up: slots lie at least 1/rate seconds apart, and none beyond the horizon. */
  callsPerSecond?: number;
}
export interface LaunchResult {
  launched: number;
  deferred: number;
  blocked: number;
  /** What cut the claim short, if anything. */
  limitedBy: LaunchLimit | null;
}
/** A limit that left no room for more calls, or why nothing of the campaign is claimed at all. */
export type LaunchLimit =
  | 'campaign'
  | 'trunk'
  | 'tenant'
  | 'agents'
  | 'voice'
  | 'calls-per-second'
  | 'limits-changed'
  | 'campaign-not-running'
  | 'outside-schedule'
  | 'trunk-paused'
  | 'carrier-not-configured'
  | 'real-carrier-on-demo-clock'
  | 'clocks-apart';

export interface CallRef {
  tenantId: TenantId;
  attemptId: AttemptId;
}

/** Room made, agent there and ready to speak; or why nothing will be dialled. */
export type Prepared =
  | { kind: 'ready' }
  | {
      kind: 'not-dialled';
      disposition: Extract<Disposition, 'cancelled' | 'no-agent' | 'blocked' | 'deferred'>;
      reason: string;
    };

export type DialOutcome =
  | { kind: 'answered'; answeredAt: string; carrierCallId?: string }
  /** The carrier said so, plainly. */
  | { kind: 'not-answered'; disposition: Disposition; sipStatus?: number; detail?: string }
  /** The last screening, the campaign's brake or the fence refused; nothing was sent. */
  | {
      kind: 'refused';
      disposition: Extract<Disposition, 'blocked' | 'deferred' | 'cancelled'>;
      reason: string;
      nextAt?: string;
    }
  /** It may ring, be answered, be live. Only the fence may follow. */
  | { kind: 'unknown'; detail: string; answeredAt?: string };

/** What the room or the carrier showed as the fence fell. */
export interface FenceSeen {
  /** Was anything ever placed for this intent, as far as anyone can tell? */
  placed: 'never' | 'maybe' | 'yes';
  ringing: boolean;
  answered: boolean;
  /** Where the dial had noted it. */
  answeredAt?: string;
}

export interface FinishInput extends CallRef {
  disposition: Disposition;
  endReason: CallEndReason;
  reason?: string;
  /** A new due time where screening at the dial deferred. */
  nextAt?: string;
  sipStatus?: number;
  carrierCallId?: string;
  /** For a call that nobody reported. */
  answeredAt?: string;
  report?: CallReport;
  /** Whether the call has a room. Absent in histories from before it was said: then the attempt's row is read. */
  media?: boolean;
}

export interface CampaignActivities {
  /** One read of everything a tick decides on. Idempotent. */
  measureCampaign(input: {
    tenantId: TenantId;
    campaignId: CampaignId;
    lookBackMs: number;
  }): Promise<CampaignMeasurements>;
  /** Claims, screens, records intents and leases, starts one call workflow an attempt. Idempotent by launchId. */
  launchCalls(input: LaunchInput): Promise<LaunchResult>;
  /** Writes the status a command or the end of the leads brought about; does nothing where the row is already there. */
  settleCampaign(input: {
    tenantId: TenantId;
    campaignId: CampaignId;
    status: CampaignStatus;
    revision: number;
    reason?: string;
  }): Promise<void>;
  /** Stops the calls of a campaign: signals each live one to hang up, ends those not yet dialling. Idempotent. */
  hangUpCampaign(input: {
    tenantId: TenantId;
    campaignId: CampaignId;
    reason: 'campaign-stopped';
  }): Promise<{ live: number }>;
  /** Says in the timeline that the breaker opened or closed, or that the trunk is paused. */
  notePacing(input: {
    tenantId: TenantId;
    campaignId: CampaignId;
    event: 'breaker-opened' | 'breaker-probing' | 'breaker-closed';
    sentence: string;
  }): Promise<void>;
}

/** The short ones: local activities, idempotent, never a dial. */
export interface CallLocalActivities {
  prepareCall(input: CallRef & { dialAt: string; media?: boolean }): Promise<Prepared>;
  /** Writes `fenced_at`, then deletes the room (or fences the intent at a carrier without rooms). Safe to repeat. */
  fenceCall(input: CallRef & { reason: string }): Promise<FenceSeen>;
  /** Has the agent of a call in conversation say goodbye, since its callee refused calls elsewhere. Safe to repeat. */
  askToEnd(input: CallRef): Promise<void>;
  /** Disposition, next step of the lead, lease released, room deleted, events. Writes once; repeats are no-ops. */
  finishCall(input: FinishInput): Promise<{ disposition: Disposition }>;
}

/** The one remote activity of a call. Never retried: a timeout means unknown, and unknown means fence. */
export interface DialActivities {
  dial(input: CallRef & { dialAt: string; ringTimeoutMs: number }): Promise<DialOutcome>;
}

export interface ReconcilerActivities {
  /** Workflow closed, missing or stranded -> fence -> disposition -> lease released. Also drains the outbox. */
  reconcile(input: {
    olderThanMs: number;
  }): Promise<{ checked: number; fenced: number; released: number; outbox: number }>;
}

export type EngineActivities = CampaignActivities &
  CallLocalActivities &
  DialActivities &
  ReceiptActivities &
  ReconcilerActivities;
