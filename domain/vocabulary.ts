/**
 * The words of the field, once. Everything else (database checks, API schemas, tables on the screen) derives from here.
 */

/** How an attempt ended. Exactly one per attempt, written once. */
export const DISPOSITIONS = {
  // a person, or a machine, answered
  completed: { group: 'answered', label: 'Completed', final: true },
  'callee-hung-up': { group: 'answered', label: 'Hung up early', final: false },
  'opted-out': { group: 'answered', label: 'Opted out', final: true },
  'callback-requested': { group: 'answered', label: 'Call back requested', final: false },
  'human-requested': { group: 'answered', label: 'Asked for a human', final: true },
  silent: { group: 'answered', label: 'Answered, silent', final: false },
  voicemail: { group: 'answered', label: 'Voicemail', final: false },
  'agent-failed': { group: 'answered', label: 'Agent failed', final: false },
  // the network answered for the callee
  busy: { group: 'unanswered', label: 'Busy', final: false },
  'no-answer': { group: 'unanswered', label: 'No answer', final: false },
  declined: { group: 'unanswered', label: 'Declined', final: false },
  'invalid-number': { group: 'unanswered', label: 'Invalid number', final: true },
  redirected: { group: 'unanswered', label: 'Redirected, not followed', final: false },
  // the carrier failed
  'rate-limited': { group: 'carrier-failure', label: 'Carrier rate limit', final: false },
  'carrier-error': { group: 'carrier-failure', label: 'Carrier error', final: false },
  'carrier-unreachable': { group: 'carrier-failure', label: 'Carrier unreachable', final: false },
  'trunk-rejected': { group: 'carrier-failure', label: 'Trunk authentication failed', final: false },
  misconfigured: { group: 'carrier-failure', label: 'Trunk or codec misconfigured', final: false },
  // nothing rang
  blocked: { group: 'not-dialled', label: 'Blocked before the dial', final: true },
  deferred: { group: 'not-dialled', label: 'Deferred before the dial', final: false },
  cancelled: { group: 'not-dialled', label: 'Cancelled before the dial', final: false },
  'no-agent': { group: 'not-dialled', label: 'No voice agent was ready', final: false },
  // something may have rung; the room was deleted before this was written
  unknown: { group: 'unknown', label: 'Outcome unknown, fenced', final: false },
} as const satisfies Record<string, { group: string; label: string; final: boolean }>;

export type Disposition = keyof typeof DISPOSITIONS;
export const dispositions = Object.keys(DISPOSITIONS) as Disposition[];

export const ATTEMPT_STATES = ['leased', 'dialing', 'ringing', 'active', 'ended'] as const;
export type AttemptState = (typeof ATTEMPT_STATES)[number];

export const CALL_STATES = ['planned', 'dialing', 'ringing', 'active', 'ended'] as const;
export type CallState = (typeof CALL_STATES)[number];
export const CALL_KINDS = ['campaign', 'test', 'api', 'inbound'] as const;
export type CallKind = (typeof CALL_KINDS)[number];

/** Why a call ended, as the voice worker or the call workflow saw it. */
export const CALL_END_REASONS = [
  'agent-ended',
  'callee-hung-up',
  'opted-out',
  'silence',
  'voicemail',
  'provider-failed',
  'agent-lost',
  'max-duration',
  'campaign-stopped',
  'not-answered',
  'not-dialled',
  'fenced',
] as const;
export type CallEndReason = (typeof CALL_END_REASONS)[number];

export const CAMPAIGN_STATUSES = [
  'draft',
  'running',
  'paused',
  'stopping',
  'stopped',
  'completed',
  'archived',
] as const;
export type CampaignStatus = (typeof CAMPAIGN_STATUSES)[number];
export const DIALER_TYPES = ['auto', 'agentless', 'progressive', 'predictive', 'preview'] as const;
export type DialerType = (typeof DIALER_TYPES)[number];

/** A lead inside one campaign. */
export const CAMPAIGN_LEAD_STATES = ['waiting', 'in-call', 'done', 'blocked'] as const;
export type CampaignLeadState = (typeof CAMPAIGN_LEAD_STATES)[number];

export const IMPORT_STATUSES = ['queued', 'running', 'completed', 'cancelled', 'failed'] as const;
export type ImportStatus = (typeof IMPORT_STATUSES)[number];

export const AGENT_STATUSES = ['draft', 'active', 'inactive', 'archived'] as const;
export type AgentStatus = (typeof AGENT_STATUSES)[number];
export const DIRECTIONS = ['inbound', 'outbound', 'both'] as const;
export type Direction = (typeof DIRECTIONS)[number];

export const ROLES = ['owner', 'manager', 'compliance', 'operator', 'viewer', 'worker'] as const;
export type Role = (typeof ROLES)[number];

export const CARRIERS = ['livekit-sip', 'loopback', 'fake'] as const;
export type CarrierName = (typeof CARRIERS)[number];

export const SUPPRESSION_SOURCES = ['spoken', 'import', 'api', 'officer', 'key-press', 'carrier'] as const;
export type SuppressionSource = (typeof SUPPRESSION_SOURCES)[number];

export const SCREEN_PHASES = ['import', 'claim', 'dial'] as const;
export type ScreenPhase = (typeof SCREEN_PHASES)[number];
export const SCREEN_RESULTS = ['allowed', 'deferred', 'blocked'] as const;
export type ScreenResult = (typeof SCREEN_RESULTS)[number];

/** Why a number may not be dialled now. A refusal always names one of these. */
export const REFUSAL_REASONS = {
  suppressed: 'on a do-not-call list',
  'unknown-location': 'the number does not tell where it rings',
  'outside-window': 'outside the calling window where the number may ring',
  'attempts-per-day': 'attempted as often as one day allows',
  'number-in-call': 'the number is in another call',
  'campaign-not-running': 'the campaign is not running',
  'check-failed': 'a compliance check could not be completed',
  'no-phone-left': 'no phone of the lead is left to try',
  'real-carrier-on-demo-clock': 'a demonstration clock never dials a real carrier',
} as const;
export type RefusalReason = keyof typeof REFUSAL_REASONS;

export const SPEAKERS = ['agent', 'callee', 'system'] as const;
export type Speaker = (typeof SPEAKERS)[number];
