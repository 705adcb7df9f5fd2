/**
 * The workflow contract: ids, queues, signals, updates, queries and search attributes, in one place.
 * Workflow code, activities, API, CLI and the voice worker speak to each other's workflows through this file alone.
 * No personal data in ids, search attributes, summaries or details.
 */
import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import type { AttemptId, CampaignId, TenantId } from '../domain/ids.ts';
import type { BreakerState } from '../domain/pacing/breaker.ts';
import type { TokenBucket } from '../domain/pacing/token-bucket.ts';
import type { CallEndReason, CarrierName, Disposition } from '../domain/vocabulary.ts';

/** Task queues. Calls and campaigns share a worker; dialling has a queue of its own so that its slots are its own. */
export const QUEUES = {
  campaigns: 'campaigns',
  calls: 'calls',
  dial: 'dial',
  imports: 'imports',
} as const;

/** Workflow types, as they are started and as the Temporal UI shows them: the names of the functions in index.ts. */
export const WORKFLOWS = {
  campaign: 'campaign',
  call: 'call',
  import: 'importList',
  registryLoad: 'loadRegistry',
  numbersImport: 'importNumbers',
  reconciler: 'reconciler',
  receipt: 'receipt',
  ledgerExport: 'ledgerExport',
  lawChange: 'lawChange',
  complianceReplay: 'complianceReplay',
} as const;

export const DEPLOYMENT = {
  campaigns: 'ringfence-campaigns',
  calls: 'ringfence-calls',
  imports: 'ringfence-imports',
} as const;

export const workflowIds = {
  campaign: (id: string) => `campaign:${id}`,
  call: (attemptId: string) => `call:${attemptId}`,
  import: (id: string) => `import:${id}`,
  registryLoad: (versionId: string) => `registry:${versionId}`,
  numbersImport: (id: string) => `dnc-import:${id}`,
  reconciler: () => 'reconciler',
  receipt: (optOutId: string) => `receipt:${optOutId}`,
  ledgerExport: (id: string) => `ledger-export:${id}`,
  lawChange: (runId: string) => `law-change:${runId}`,
  complianceReplay: (id: string) => `compliance-replay:${id}`,
} as const;

export const searchAttributes = {
  tenant: defineSearchAttributeKey('RingfenceTenant', SearchAttributeType.KEYWORD),
  campaign: defineSearchAttributeKey('RingfenceCampaign', SearchAttributeType.KEYWORD),
  disposition: defineSearchAttributeKey('RingfenceDisposition', SearchAttributeType.KEYWORD),
  state: defineSearchAttributeKey('RingfenceState', SearchAttributeType.KEYWORD),
} as const;

// ── campaign ────────────────────────────────────────────────────────────────────────────────────────────────────────

export interface CampaignInput {
  tenantId: TenantId;
  campaignId: CampaignId;
  /** Carried over continue-as-new; absent at the first run. */
  carried?: CampaignCarried;
}

/** What the pacing remembers between ticks and over continue-as-new. Opaque to everyone but the campaign workflow. */
export interface CampaignCarried {
  /** When dialling began, or began again after a pause: the ramp-up counts from here. */
  startedAtMs: number;
  tick: number;
  breaker: BreakerState;
  bucket: TokenBucket;
  status: CampaignView['status'];
  /** Set once calls in progress are to be hung up. */
  hangUp: boolean;
  /** The newest `campaigns.revision` acted upon: updates are idempotent by revision. */
  revision: number;
}

/** The workflow owns the transitions; each carries the revision of the campaigns row that asked for it. */
export type CampaignCommand =
  | { kind: 'pause'; revision: number; by: string }
  | { kind: 'resume'; revision: number; by: string }
  | { kind: 'stop'; revision: number; by: string; calls: 'finish' | 'hang-up' }
  | { kind: 'pacing'; revision: number; by: string };

export interface CampaignView {
  status: 'running' | 'paused' | 'stopping' | 'stopped' | 'completed';
  /** One sentence: what it is doing, and why it is not dialling. */
  details: string;
  revision: number;
}

/** Pause, resume, stop, change pacing: answers when the new state is in force. */
export const campaignCommand = defineUpdate<CampaignView, [CampaignCommand]>('campaignCommand');
export const campaignView = defineQuery<CampaignView>('campaignView');
/** Something changed that may let calls be placed sooner (leads came, a voice worker or the trunk has room): look now. */
export const campaignWake = defineSignal('campaignWake');

// ── call ────────────────────────────────────────────────────────────────────────────────────────────────────────────

export interface CallInput {
  tenantId: TenantId;
  attemptId: AttemptId;
  /** Absent for calls without a campaign. */
  campaignId?: CampaignId;
  carrier: CarrierName;
  /** Does the carrier carry media through a LiveKit room? `fake` does not. */
  media: boolean;
  /** The slot of the token bucket: the dial is due then. */
  dialAt: string;
  ringTimeoutMs: number;
  /** Guard timer of the conversation, counted from the answer. */
  maxCallMs: number;
}

/** The one terminal signal of a conversation, sent by the voice worker, a carrier's report, or the sweeper. */
export interface CallReport {
  outcome: Disposition;
  endReason: CallEndReason;
  answeredAt?: string;
  endedAt: string;
  /** Answer to first agent audio, milliseconds. */
  firstAudioMs?: number;
  talkMs: number;
  turns: number;
  optOut: boolean;
  callback?: { at: string };
  /** A provider's failure in words without personal data. */
  error?: string;
}
export const callEnded = defineSignal<[CallReport]>('callEnded');
/** Ends a waiting, ringing or talking call: campaign stopped, opt-out of the same number, reconciler. */
export const callHangUp =
  defineSignal<[{ reason: 'campaign-stopped' | 'opted-out' | 'operator' | 'reconciler' }]>('callHangUp');

export interface CallResult {
  disposition: Disposition;
  endReason: CallEndReason;
}

// ── import ──────────────────────────────────────────────────────────────────────────────────────────────────────────

export interface ImportInput {
  tenantId: TenantId;
  importId: string;
}
export interface ImportView {
  status: 'running' | 'completed' | 'cancelled' | 'failed';
  rowsRead: number;
  accepted: number;
  rejected: number;
  duplicate: number;
}
export const importCancel = defineSignal<[{ by: string }]>('importCancel');
export const importView = defineQuery<ImportView>('importView');

// ── receipt of an opt-out ───────────────────────────────────────────────────────────────────────────────────────────

export interface ReceiptInput {
  tenantId: TenantId;
  optOutId: string;
  /** Looks before this run; absent at the first. */
  looks?: number;
}
export interface ReceiptResult {
  status: 'proven' | 'undone' | 'gone';
}

// ── do-not-call registries ──────────────────────────────────────────────────────────────────────────────────────────

export interface RegistryLoadInput {
  tenantId: TenantId;
  versionId: string;
}
export interface RegistryLoadView {
  /** As in the row of the version. */
  status: string;
  /** Why an officer is asked. */
  doubts: string[];
}
export const registryCancel = defineSignal<[{ by: string }]>('registryCancel');
export const registryLoadView = defineQuery<RegistryLoadView>('registryLoadView');

export interface NumbersImportInput {
  tenantId: TenantId;
  importId: string;
}
export interface NumbersImportView {
  /** As in the row of the import. */
  status: string;
  lines: number;
  added: number;
  alreadyListed: number;
  bad: number;
  leadsEnded: number;
  callsHungUp: number;
}
export const numbersImportCancel = defineSignal<[{ by: string }]>('numbersImportCancel');
export const numbersImportView = defineQuery<NumbersImportView>('numbersImportView');

// ── export of a ledger ──────────────────────────────────────────────────────────────────────────────────────────────

export interface LedgerExportInput {
  tenantId: TenantId;
  exportId: string;
}
export const ledgerExportCancel = defineSignal('ledgerExportCancel');

// ── changes of law, and past days under other rules ─────────────────────────────────────────────────────────────────

export interface RunInput {
  tenantId: TenantId;
  /** The row of the run, or of the replay. */
  runId: string;
}
export interface SliceView {
  /** As in the row. */
  status: string;
  looked: number;
  total: number;
}
export const sliceCancel = defineSignal<[{ by: string }]>('sliceCancel');
export const sliceView = defineQuery<SliceView>('sliceView');

/** Types of permanent failures (`ApplicationFailure.type`). */
export const FAILURES = {
  notFound: 'NotFound',
  unreadableFile: 'UnreadableFile',
  misconfigured: 'Misconfigured',
  fenced: 'Fenced',
  rulesChanged: 'RulesChanged',
  clocksApart: 'ClocksApart',
} as const;

/** Names inside LiveKit. The tenant is part of a room's name, since webhooks about rooms know nothing else. */
export const liveKitNames = {
  room: (tenantId: string, attemptId: string) => `call_${tenantId}_${attemptId}`,
  callee: (attemptId: string) => `callee-${attemptId}`,
} as const;

/** Whose call a room is; null for rooms that are no campaign call's. */
export function callOfRoom(room: string): { tenantId: TenantId; attemptId: AttemptId } | null {
  const [, tenantId, attemptId] = /^call_([0-9a-f-]{36})_([0-9a-f-]{36})$/.exec(room) ?? [];
  return tenantId && attemptId ? { tenantId: tenantId as TenantId, attemptId: attemptId as AttemptId } : null;
}
