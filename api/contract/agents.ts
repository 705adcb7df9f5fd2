import { z } from 'zod';
import { AGENT_STATUSES, DIALER_TYPES, DIRECTIONS } from '../../domain/vocabulary.ts';
import { OutId, Version } from './id.ts';
import { PageQuery, pageOf } from './page.ts';
import { Instant } from './time.ts';

const provider = z
  .string()
  .trim()
  .regex(/^[a-z0-9][a-z0-9_-]{0,39}$/, 'a provider is named in lower case, such as openai')
  .meta({
    description: 'Name of a provider, such as `openai`, `cartesia`, `assemblyai` or `demo`.',
    example: 'openai',
  });
const model = z.string().trim().min(1).max(120);
const languageTag = z
  .string()
  .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'a BCP 47 tag, such as en-US')
  .meta({ description: 'BCP 47 language tag.', example: 'en-US' });
const prompt = z.string().max(50_000);
const phone = z
  .string()
  .trim()
  .min(3)
  .max(40)
  .meta({ description: 'A telephone number as people write it; kept as E.164.', example: '+1 212 555 0123' });
const timeOfDay = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'a time of day, such as 09:00')
  .meta({ example: '09:00' });
const openings = z
  .array(z.strictObject({ from: timeOfDay, to: timeOfDay }))
  .max(6)
  .refine((all) => all.every(({ from, to }) => from < to), 'each must end after it begins; for midnight write 24:00')
  .refine((all) => {
    const sorted = all.toSorted((a, b) => a.from.localeCompare(b.from));
    return sorted.every(({ from }, index) => index === 0 || from >= (sorted[index - 1]?.to ?? ''));
  }, 'two of them overlap');

/** When somebody is there, by the clock of one zone. */
export const BusinessHours = z
  .strictObject({
    timeZone: z.string().min(1).max(64).meta({ description: 'IANA zone.', example: 'America/New_York' }),
    days: z.partialRecord(z.enum(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']), openings),
    holidays: z
      .array(z.strictObject({ date: z.iso.date(), name: z.string().max(120).default('') }))
      .max(200)
      .default([]),
    outOfHoursMessage: z.string().max(2000).nullish(),
  })
  .meta({
    id: 'BusinessHours',
    description:
      'Opening hours by day, with holidays: for the routing of incoming calls. Campaigns do not ask for them.',
  });

/** Defaults for campaigns that this agent works in; a campaign decides for itself. */
export const OutboundConfig = z
  .strictObject({
    dialerType: z.enum(DIALER_TYPES).optional(),
    maxRetries: z.number().int().min(0).max(20).optional(),
    dncEnabled: z.boolean().optional().meta({ description: 'Do-not-call lists are honoured whatever this says.' }),
  })
  .meta({ id: 'OutboundConfig', description: 'Outbound defaults of the agent.' });

const fallback = {
  llm: z.strictObject({ provider, model, baseUrl: z.url().max(500).nullish() }).nullish(),
  tts: z.strictObject({ provider, model: model.nullish(), voiceId: z.string().max(200).nullish() }).nullish(),
  stt: z.strictObject({ provider, model: model.nullish() }).nullish(),
};

/** What a conversation is made of. Each field stands alone: a change names the fields it changes. */
const config = {
  systemPrompt: prompt.meta({
    description: 'Who the agent is and what it is to do. `{{lead.firstName}}` and the like are filled in at the call.',
    example: 'You call {{lead.firstName}} about the roof survey they asked for. Keep answers short.',
  }),
  inboundPrompt: prompt.nullable().meta({ description: 'Instead of systemPrompt on inbound calls.' }),
  outboundPrompt: prompt.nullable().meta({ description: 'Instead of systemPrompt on outbound calls.' }),
  promptParameters: z
    .record(
      z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,63}$/, 'letters, digits and _'),
      z.union([z.string().max(2000), z.number(), z.boolean()]),
    )
    .meta({ description: 'Values for `{{agent.<name>}}` in prompts and greeting.' }),
  personality: z.string().max(4000).nullable(),
  greetingMessage: z.string().max(2000).meta({ description: 'Spoken first.', example: 'Hello {{lead.firstName}}!' }),
  disclosureMessage: z
    .string()
    .max(1000)
    .nullable()
    .meta({ description: 'Who calls and that it is a machine; spoken before the greeting. Null: the tenant’s.' }),
  llmProvider: provider,
  llmModel: model,
  llmBaseUrl: z.url().max(500).nullable().meta({ description: 'Of an OpenAI-compatible service.' }),
  temperature: z.number().min(0).max(2).nullable(),
  maxTokens: z.number().int().min(1).max(1_000_000).nullable(),
  voiceProvider: provider.meta({ description: 'Speech synthesis.', example: 'cartesia' }),
  voiceModel: model.nullable(),
  voiceId: z.string().max(200).nullable(),
  ttsLanguage: languageTag.nullable(),
  sttProvider: provider.meta({ description: 'Speech recognition.', example: 'assemblyai' }),
  sttModel: model.nullable(),
  sttLanguage: languageTag.nullable(),
  realtime: z
    .strictObject({ provider, model, voiceId: z.string().max(200).nullish() })
    .nullable()
    .meta({ description: 'One speech-to-speech model instead of the three.' }),
  fallbacks: z
    .strictObject(fallback)
    .meta({ description: 'Taken over in the middle of a call when the first choice fails.' }),
  tools: z
    .array(z.string().regex(/^[a-z][a-z0-9_]{0,63}$/, 'a tool is named in lower case, such as end_call'))
    .max(64)
    .meta({ description: 'Tools the agent may use: end_call, record_opt_out, schedule_callback.' }),
  transferNumber: phone.nullable(),
  fallbackNumber: phone.nullable(),
  businessHours: BusinessHours.nullable(),
  outboundConfig: OutboundConfig,
};

const base = {
  name: z.string().trim().min(1).max(120).meta({ example: 'Sales' }),
  description: z.string().max(2000),
  direction: z.enum(DIRECTIONS),
  status: z.enum(AGENT_STATUSES).meta({ description: 'Only active agents take calls.' }),
  maxConcurrentCalls: z.number().int().min(0).max(100_000),
};

/** Another place for some fields, for clients that send them so. */
const metadata = z
  .looseObject({
    voiceProvider: config.voiceProvider.optional(),
    sttProvider: config.sttProvider.optional(),
    sttModel: config.sttModel.optional(),
    transferNumber: config.transferNumber.optional(),
    fallbackNumber: config.fallbackNumber.optional(),
    businessHours: config.businessHours.optional(),
    outboundConfig: config.outboundConfig.optional(),
  })
  .meta({ description: 'Another place for these fields; a field sent in both places counts as sent outside.' });

/** What a conversation is made of, whole. */
export const AgentConfig = z.object(config);
export type AgentConfig = z.infer<typeof AgentConfig>;

export const Agent = z
  .object({
    id: OutId,
    ...base,
    ...config,
    version: Version,
    createdAt: Instant,
    updatedAt: Instant,
  })
  .meta({ id: 'Agent', description: 'A configured AI voice.' });
export type Agent = z.infer<typeof Agent>;
export const AgentPage = pageOf('AgentPage', Agent);

const changeable = z.strictObject({ ...base, ...config }).partial();
/** Fields that answers carry and nobody sets: a client may send an agent back as it got it. */
const ignored = { id: z.unknown(), version: z.unknown(), createdAt: z.unknown(), updatedAt: z.unknown() };

export const AgentCreate = changeable.extend({ name: base.name, metadata: metadata.optional() }).meta({
  id: 'AgentCreate',
  example: { name: 'Sales', direction: 'outbound', greetingMessage: 'Hello!', status: 'active' },
});
export type AgentCreate = z.infer<typeof AgentCreate>;

/** Fields that are left out stay as they are. */
export const AgentUpdate = changeable
  .extend({ ...z.object(ignored).partial().shape, metadata: metadata.optional() })
  .meta({ id: 'AgentUpdate', example: { temperature: 0.4 } });
export type AgentUpdate = z.infer<typeof AgentUpdate>;

export const AgentQuery = PageQuery.extend({
  status: z.enum(AGENT_STATUSES).optional().meta({ description: 'Left out: all but archived.' }),
  direction: z.enum(DIRECTIONS).optional(),
  search: z.string().max(120).optional().meta({ description: 'Part of the name or description.' }),
});

/** Values for what a new agent does not say. */
export const NEW_AGENT: Omit<Agent, 'id' | 'name' | 'version' | 'createdAt' | 'updatedAt'> = {
  description: '',
  direction: 'outbound',
  status: 'draft',
  maxConcurrentCalls: 25,
  systemPrompt: '',
  inboundPrompt: null,
  outboundPrompt: null,
  promptParameters: {},
  personality: null,
  greetingMessage: '',
  disclosureMessage: null,
  llmProvider: 'openai',
  llmModel: 'gpt-4o-mini',
  llmBaseUrl: null,
  temperature: null,
  maxTokens: null,
  voiceProvider: 'cartesia',
  voiceModel: null,
  voiceId: null,
  ttsLanguage: null,
  sttProvider: 'assemblyai',
  sttModel: null,
  sttLanguage: null,
  realtime: null,
  fallbacks: {},
  tools: ['end_call', 'record_opt_out', 'schedule_callback'],
  transferNumber: null,
  fallbackNumber: null,
  businessHours: null,
  outboundConfig: {},
};

export const PromptChange = z
  .object({
    version: Version,
    field: z.string().meta({ example: 'systemPrompt' }),
    before: z.unknown(),
    after: z.unknown(),
    diff: z
      .array(z.object({ kind: z.enum(['same', 'added', 'removed']), text: z.string() }))
      .nullable()
      .meta({ description: 'Line by line, for fields of text.' }),
    changedBy: z.string().meta({ description: '`user:<id>`, `api-key:<id>` or the name of a process.' }),
    changedByName: z.string().nullable(),
    changedAt: Instant,
    restoredFrom: z.number().int().nullable(),
  })
  .meta({ id: 'PromptChange', description: 'One field as one change left it.' });
export type PromptChange = z.infer<typeof PromptChange>;
export const PromptHistory = pageOf('PromptHistory', PromptChange);
export const PromptHistoryQuery = PageQuery.extend({
  field: z.string().max(64).optional().meta({ description: 'One field only, such as systemPrompt.' }),
});

/** Exactly what the voice worker sees, in the snake_case that existing clients read; never a key. */
export const PublicRuntimeConfig = z
  .object({
    success: z.literal(true),
    config: z.record(z.string(), z.unknown()).meta({
      description:
        'agent_id, name, system_prompt, personality, greeting_message, llm_provider, llm_model, temperature, voice_id, tts_provider, tts_voice_id, stt_provider, stt_language, max_concurrent_calls and the rest of the configuration.',
    }),
    cached_until: Instant,
    timestamp: Instant,
  })
  .meta({ id: 'RuntimeConfig' });

export const TestSession = z
  .object({
    callId: OutId,
    room: z.string(),
    url: z.string().meta({ description: 'WebSocket address of the media server.', example: 'ws://127.0.0.1:7880' }),
    token: z.string().meta({ description: 'Room token of the tester, good for ten minutes.' }),
    identity: z.string(),
    expiresAt: Instant,
  })
  .meta({ id: 'TestSession', description: 'A room in which the agent waits for a tester in a browser.' });
export type TestSession = z.infer<typeof TestSession>;
