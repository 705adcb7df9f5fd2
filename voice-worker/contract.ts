import { z } from 'zod';
import { CALL_KINDS, SPEAKERS } from '../domain/vocabulary.ts';

/**
 * What the voice worker asks of the API and what it sends. The API implements these under `/internal`, for the
 * installation's worker credential only (`Authorization: Bearer WORKER_TOKEN`).
 */

/** Dispatch name: the agent named in a room's configuration. VOICE_AGENT_NAME moves it. */
export const AGENT_NAME = 'ringfence';
/** The agent participant carries this attribute with value `1` once it could greet. */
export const READY_ATTRIBUTE = 'ringfence.ready';
/** Why the agent cannot talk, for the tester of a test session: a provider without a key, for one. */
export const PROBLEM_ATTRIBUTE = 'ringfence.problem';
/** A browser tester's identity starts with this; the agent greets as soon as they join. */
export const TESTER_PREFIX = 'tester-';
/** Text stream topic of the development callees' words. */
export const CAPTIONS_TOPIC = 'demo.captions';
/** Data topic by which the server tells the agent that its callee has refused calls elsewhere: say goodbye and end. */
export const OPTED_OUT_TOPIC = 'ringfence.opted-out';

/** Room and job metadata: ids only. JSON. */
export const CallMetadata = z.object({
  tenant_id: z.uuid(),
  agent_id: z.uuid(),
  campaign_id: z.uuid().nullish(),
  lead_id: z.uuid().nullish(),
  attempt_id: z.uuid(),
  call_type: z.enum(CALL_KINDS),
});
export type CallMetadata = z.infer<typeof CallMetadata>;

const Llm = z.object({
  provider: z.string(),
  model: z.string(),
  /** OpenAI-compatible URL, for providers that are one. */
  base_url: z.url().nullish(),
});
const Tts = z.object({ provider: z.string(), model: z.string().nullish(), voice_id: z.string().nullish() });
const Stt = z.object({ provider: z.string(), model: z.string().nullish() });

export const TOOL_NAMES = ['end_call', 'record_opt_out', 'schedule_callback'] as const;
export type ToolName = (typeof TOOL_NAMES)[number];

/** The agent as the worker sees it: the fields of the public `runtime-config`, in its snake_case. */
export const RuntimeConfig = z.object({
  agent_id: z.uuid(),
  tenant_id: z.uuid(),
  /** Rises with every change of the agent; the cache drops older ones. */
  version: z.number().int(),
  name: z.string(),
  status: z.string(),
  direction: z.enum(['inbound', 'outbound', 'both']),
  system_prompt: z.string(),
  inbound_prompt: z.string().nullish(),
  outbound_prompt: z.string().nullish(),
  personality: z.string().nullish(),
  greeting_message: z.string(),
  /** BCP 47, such as en-US. */
  language: z.string(),
  llm_provider: z.string(),
  llm_model: z.string(),
  llm_base_url: z.url().nullish(),
  temperature: z.number().nullish(),
  max_tokens: z.number().int().nullish(),
  tts_provider: z.string(),
  tts_model: z.string().nullish(),
  /** `voice_id` and `tts_voice_id` carry the same value. */
  voice_id: z.string().nullish(),
  tts_voice_id: z.string().nullish(),
  tts_language: z.string().nullish(),
  stt_provider: z.string(),
  stt_model: z.string().nullish(),
  stt_language: z.string().nullish(),
  tools: z.array(z.string()).default([]),
  /** Taken over in the middle of a call when the first choice fails. */
  fallbacks: z.object({ llm: Llm.nullish(), tts: Tts.nullish(), stt: Stt.nullish() }).default({}),
  transfer_number: z.string().nullish(),
  fallback_number: z.string().nullish(),
  max_concurrent_calls: z.number().int().nullish(),
});
export type RuntimeConfig = z.infer<typeof RuntimeConfig>;

/** Keys by provider name, for the worker's credential only. Never logged. */
export const ProviderKeys = z.record(z.string(), z.object({ api_key: z.string(), base_url: z.url().nullish() }));
export type ProviderKeys = z.infer<typeof ProviderKeys>;

/** `GET /internal/runtime-config/:agentId?tenant=&attempt=` */
export const RuntimeConfigAnswer = z.object({
  success: z.literal(true),
  config: RuntimeConfig,
  provider_keys: ProviderKeys.default({}),
  cached_until: z.iso.datetime(),
  timestamp: z.iso.datetime(),
});
export type RuntimeConfigAnswer = z.infer<typeof RuntimeConfigAnswer>;

/** One event of the SSE stream `GET /internal/agent-versions` (event name `agent-version`). */
export const AgentVersionEvent = z.object({ tenantId: z.uuid(), agentId: z.uuid(), version: z.number().int() });
export type AgentVersionEvent = z.infer<typeof AgentVersionEvent>;

/** Words of the opening, and what the law or the tenant wants said by them. */
export const OpeningWords = z.object({
  words: z.string(),
  /** `identity`, `ai`, `opt-out`, `recording`, `toll-free-number`. */
  keys: z.array(z.string()),
  /** Not interrupted. */
  required: z.boolean(),
});
export type OpeningWords = z.infer<typeof OpeningWords>;

/** `GET /internal/calls/:attemptId/context`: what belongs to this call alone. 404: no live attempt, hang up. */
export const CallContext = z.object({
  attemptId: z.uuid(),
  tenantId: z.uuid(),
  agentId: z.uuid(),
  callType: z.enum(CALL_KINDS),
  /** The call's workflow, to which the end is signalled. Null for calls without one (test sessions). */
  workflowId: z.string().nullable(),
  /** Rendered with campaign overrides and lead variables. */
  prompt: z.string(),
  greeting: z.string(),
  /** Identification and disclosure that must be spoken first; null when the greeting already has it all. */
  disclosure: z.string().nullable(),
  /** What is said first, in this order, instead of disclosure and greeting; empty: those two. */
  opening: z.array(OpeningWords).default([]),
  /** What is left on an answering machine, in this order; empty: nothing, the call ends. */
  message: z.array(OpeningWords).default([]),
  /** Who is called: the SIP participant's identity, or the prefix `tester-` for test sessions. */
  calleeIdentity: z.string(),
  tools: z.array(z.enum(TOOL_NAMES)),
  /** The campaign's voice instead of the agent's. */
  voice: z.object({ provider: z.string(), voiceId: z.string() }).nullish(),
  /** The tenant's clock minus the real one, milliseconds. Not 0 only for demonstration carriers. */
  clockOffsetMs: z.number().int(),
  /** IANA zone of the callee, when known. */
  leadZone: z.string().nullable(),
  /** Local date and time of the callee at the moment of this answer, YYYY-MM-DDTHH:mm; null without a zone. */
  leadLocalTime: z.string().nullable(),
  maxCallMs: z.number().int(),
  /** The key by which the callee refuses further calls, as the disclosure offers it; null: none is offered. */
  optOutKey: z
    .string()
    .regex(/^[0-9*#]$/)
    .nullable()
    .default('9'),
  /** Silence after which the agent asks, and after twice of which it ends the call. */
  silenceMs: z.number().int().default(8_000),
});
export type CallContext = z.infer<typeof CallContext>;

/** Milliseconds of each part of the answer to one turn of the callee. */
export const TurnLatency = z.object({
  sttMs: z.number().optional(),
  endOfTurnMs: z.number().optional(),
  llmTtftMs: z.number().optional(),
  ttsTtfbMs: z.number().optional(),
  /** End of the callee's speech to first agent audio. */
  totalMs: z.number().optional(),
});
export const Turn = z.object({
  /** 0, 1, 2... within the call. The API keeps the first of an index: deliveries repeat. */
  index: z.number().int().min(0),
  speaker: z.enum(SPEAKERS),
  text: z.string(),
  startedAt: z.iso.datetime(),
  endedAt: z.iso.datetime(),
  latency: TurnLatency,
  interrupted: z.boolean(),
});
export type Turn = z.infer<typeof Turn>;
/** `POST /internal/calls/:attemptId/turns` -> 2xx once stored */
export const TurnsReport = z.object({ turns: z.array(Turn).min(1).max(100) });
export type TurnsReport = z.infer<typeof TurnsReport>;

/** `POST /internal/calls/:attemptId/opt-out` -> 2xx only after the suppression entry is committed. Idempotent. */
export const OptOutReport = z.object({
  heardAt: z.iso.datetime(),
  words: z.string().max(500).optional(),
  /** Left out: `spoken`. */
  by: z.enum(['spoken', 'key-press']).optional(),
});
export type OptOutReport = z.infer<typeof OptOutReport>;

/** `POST /internal/calls/:attemptId/disclosures`: which of the opening's, or of a message's, words were said. Idempotent. */
export const DisclosuresReport = z.object({
  /** To whoever answered, or to a machine that recorded it. */
  on: z.enum(['answer', 'voicemail']).default('answer'),
  said: z
    .array(
      z.object({
        key: z.string().max(60),
        /** Since the answer, milliseconds. */
        startedMs: z.number().int().min(0),
        endedMs: z.number().int().min(0),
        /** False where the line broke in the middle. */
        whole: z.boolean(),
      }),
    )
    .max(20),
});
export type DisclosuresReport = z.infer<typeof DisclosuresReport>;

/** `POST /internal/calls/:attemptId/callback`. 422 with a problem `detail` that can be spoken when it cannot be promised. */
export const CallbackRequest = z.object({
  /** Local time at the callee, YYYY-MM-DDTHH:mm. */
  requestedLocal: z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d$/),
  /** Zone when the callee named another one than the lead's. */
  zone: z.string().nullish(),
});
export type CallbackRequest = z.infer<typeof CallbackRequest>;
export const CallbackPromise = z.object({
  /** Instant that was promised. */
  at: z.iso.datetime(),
  /** The same, local at the callee, YYYY-MM-DDTHH:mm: the agent speaks this one back. */
  local: z.string(),
  zone: z.string(),
  /** Set when it could not be the requested time: why, in words that can be spoken. */
  moved: z.string().nullish(),
});
export type CallbackPromise = z.infer<typeof CallbackPromise>;

/** `POST /internal/voice-workers/:name/heartbeat`, every few seconds. Older than 15 s means gone. */
export const Heartbeat = z.object({
  capacity: z.number().int(),
  active: z.number().int(),
  /** False while starting or draining: no new calls. */
  ready: z.boolean(),
  /** Processes that a call may have at once. Absent: whatever is not active. */
  warm: z.number().int().nonnegative().optional(),
  /** How long another process takes until it is warm, milliseconds. They are started one after the other. */
  refillMs: z.number().int().positive().optional(),
  buildId: z.string(),
});
export type Heartbeat = z.infer<typeof Heartbeat>;
