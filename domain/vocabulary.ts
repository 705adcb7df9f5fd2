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

/** Carriers of the development process: they ring nobody's telephone. */
export const DEV_CARRIERS = ['loopback', 'fake'] as const;
export const CARRIERS = ['livekit-sip', ...DEV_CARRIERS] as const;
export type CarrierName = (typeof CARRIERS)[number];

export const SUPPRESSION_SOURCES = [
  'spoken',
  'import',
  'api',
  'officer',
  'key-press',
  'carrier',
  'web-form',
  'e-mail',
] as const;
export type SuppressionSource = (typeof SUPPRESSION_SOURCES)[number];

/** Where an opt-out must take effect: what its receipt proves, place by place. */
export const OPT_OUT_PLACES = {
  'suppression-list': 'Do-not-call list',
  'waiting-leads': 'Waiting leads of campaigns',
  callbacks: 'Promised callbacks',
  'queued-attempts': 'Attempts not dialled yet',
  'ringing-calls': 'Ringing calls',
  'talking-calls': 'Calls in conversation',
  imports: 'Imports in progress',
} as const;
export type OptOutPlace = keyof typeof OPT_OUT_PLACES;
/** `undone`: somebody took the number off the list before every place was proven. */
export const OPT_OUT_STATUSES = ['open', 'proven', 'undone'] as const;
export type OptOutStatus = (typeof OPT_OUT_STATUSES)[number];

export const SCREEN_PHASES = ['import', 'claim', 'dial'] as const;
export type ScreenPhase = (typeof SCREEN_PHASES)[number];
export const SCREEN_RESULTS = ['allowed', 'deferred', 'blocked'] as const;
export type ScreenResult = (typeof SCREEN_RESULTS)[number];

/** What a call is for. Laws speak of solicitation, of messages that sell nothing, and of collecting a debt. */
export const CONTACT_KINDS = ['telemarketing', 'informational', 'debt'] as const;
export type ContactKind = (typeof CONTACT_KINDS)[number];
export const NUMBER_TYPES = ['mobile', 'landline', 'unknown'] as const;
export type NumberType = (typeof NUMBER_TYPES)[number];
/** `automated-voice` is consent in writing to offers spoken by an artificial voice. */
export const CONSENT_SCOPES = ['informational', 'telemarketing', 'automated-voice'] as const;
export type ConsentScope = (typeof CONSENT_SCOPES)[number];
/**
 * How a consent was given. `oral` is not in writing; `business-relationship` is none, but exempts in some places;
 * `demonstration` says that nobody gave it.
 */
export const CONSENT_SOURCES = [
  'web-form',
  'paper',
  'e-mail',
  'text-message',
  'contract',
  'oral',
  'direct',
  'business-relationship',
  'demonstration',
] as const;
export type ConsentSource = (typeof CONSENT_SOURCES)[number];

/** Do-not-call lists. Those of states are `us-state:US-TX`. */
export const LIST_NAMES = [
  'internal',
  'campaign',
  'litigator',
  'us-federal',
  'uk-tps',
  'uk-ctps',
  'ca-national',
] as const;
export type ListName = (typeof LIST_NAMES)[number] | `us-state:US-${string}`;

/** What happened between the tenant and a person, as the rules count it. */
export const HISTORY_EVENTS = ['attempt', 'conversation', 'refusal', 'opt-out', 'incoming'] as const;
export type HistoryEvent = (typeof HISTORY_EVENTS)[number];

/** Why a number may not be dialled now. A refusal always names one of these. */
export const REFUSAL_REASONS = {
  suppressed: 'on a do-not-call list',
  'unknown-location': 'the number does not tell where it rings',
  'outside-window': 'outside the calling window where the number may ring',
  'attempts-per-day': 'attempted as often as one day allows',
  'call-cap': 'called as often as the law allows',
  'quiet-period': 'too soon after the last conversation, refusal or call',
  'no-consent': 'the consent that this call needs is missing, revoked or expired',
  'calls-banned': 'such calls are not allowed where the number may ring',
  'list-expired': 'a do-not-call list that must be asked is too old',
  'list-not-held': 'a do-not-call list that must be asked is not there for this number',
  'reassigned-number': 'the number may belong to somebody else by now',
  'no-rules': 'no rules are chosen for a country where the number may ring',
  'number-in-call': 'the number is in another call',
  'campaign-not-running': 'the campaign is not running',
  'check-failed': 'a compliance check could not be completed',
  'no-phone-left': 'no phone of the lead is left to try',
  'real-carrier-on-demo-clock': 'a demonstration clock never dials a real carrier',
} as const;
export type RefusalReason = keyof typeof REFUSAL_REASONS;

/** What rules that are no provision of a law ask, in a line. */
export const HOUSE_RULES = {
  'some-phone': 'The lead has a telephone to dial',
  'campaign-brake': 'The campaign runs',
  'demonstration-clock': 'A demonstration clock dials no real telephone',
  'known-rules': 'Rules are chosen for every country where it may ring',
  'known-location': 'The number tells where it rings',
  suppression: 'The number is on no do-not-call list of yours',
  'lawful-window': 'Lawful hours wherever it may ring',
  'campaign-window': 'Hours of the campaign',
  'attempts-per-number': 'Attempts a day, by number',
  'attempts-per-lead': 'Attempts a day, by lead',
  'one-call-at-a-time': 'The number is in no other call',
  'common-time': 'One time suits every place where it may ring',
} as const;

export const SPEAKERS = ['agent', 'callee', 'system'] as const;
export type Speaker = (typeof SPEAKERS)[number];
