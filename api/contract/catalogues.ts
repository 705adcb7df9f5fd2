import { z } from 'zod';
import { Instant } from './time.ts';

export const Voice = z
  .object({
    provider: z.string(),
    id: z.string().meta({ description: 'An agent’s `voiceId`.' }),
    name: z.string(),
    language: z.string().meta({ description: 'BCP 47, of the language it is made for.', example: 'en-US' }),
    gender: z.enum(['female', 'male', 'neutral', 'unknown']),
    accent: z.string(),
    tags: z.array(z.string()),
    description: z.string(),
    latency: z.enum(['lowest', 'low', 'medium']).meta({
      description: 'First audio as the provider documents it: under 150 ms, under 300 ms, or longer.',
    }),
    recommended: z.boolean(),
    verified: z.boolean().meta({ description: 'False: not from the provider’s own documentation.' }),
    live: z.boolean().meta({ description: 'Listed by the provider just now, for your account.' }),
    sample: z.boolean().meta({ description: 'A sample can be heard: a key is stored, or none is needed.' }),
  })
  .meta({ id: 'CatalogueVoice' });
export type Voice = z.infer<typeof Voice>;

const part = z.string().max(120).optional();
export const VoiceQuery = z.strictObject({
  provider: part,
  language: part.meta({ description: 'A tag or its beginning: `es` finds es-MX too.' }),
  gender: z.enum(['female', 'male', 'neutral', 'unknown']).optional(),
  accent: part,
  recommended: z.stringbool().optional(),
  search: part.meta({ description: 'Part of name, tags, description or id.' }),
  live: z.stringbool().default(false).meta({
    description:
      'Ask `provider` for the voices of your account, with the stored key. Its answer is kept for ten minutes.',
  }),
});

const facets = z.array(z.object({ value: z.string(), count: z.number().int() }));
export type VoiceQuery = z.output<typeof VoiceQuery>;

export const VoiceCatalogue = z
  .object({
    items: z.array(Voice).max(1000),
    total: z.number().int(),
    facets: z
      .object({ provider: facets, language: facets, gender: facets, accent: facets })
      .meta({ description: 'What can be chosen, over the whole catalogue.' }),
    live: z
      .object({
        provider: z.string(),
        state: z.enum(['listed', 'no-key', 'refused', 'unreachable', 'unsupported']),
        detail: z.string(),
        asOf: Instant.nullable(),
      })
      .nullable()
      .meta({ description: 'What came of asking the provider; null when it was not asked.' }),
  })
  .meta({ id: 'VoiceCatalogue' });
export type VoiceCatalogue = z.infer<typeof VoiceCatalogue>;

export const LlmModel = z
  .object({
    provider: z.string(),
    id: z.string().meta({ description: 'An agent’s `llmModel`.' }),
    name: z.string(),
    contextWindow: z.number().int().nullable().meta({ description: 'Tokens; null: no limit is known.' }),
    maxOutput: z.number().int().nullable(),
    cost: z.enum(['free', 'low', 'medium', 'high', 'highest']),
    bestFor: z.string(),
    tokenizer: z.enum(['o200k_base', 'estimate']),
    recommended: z.boolean(),
    verified: z.boolean(),
    checkedOn: z.iso.date(),
    key: z.boolean().meta({ description: 'A key is stored for the tenant, or none is needed.' }),
  })
  .meta({ id: 'CatalogueModel' });
export const LlmCatalogue = z.object({ items: z.array(LlmModel) }).meta({ id: 'LlmCatalogue' });

export const Recognizer = z
  .object({
    provider: z.string(),
    model: z.string().meta({ description: 'An agent’s `sttModel`.' }),
    name: z.string(),
    languages: z.array(z.string()).meta({ description: 'Language subtags; `*` for what the provider calls all.' }),
    latency: z.enum(['lowest', 'low', 'medium']),
    accuracy: z.enum(['good', 'better', 'best', 'none']),
    bestFor: z.string(),
    streaming: z.boolean(),
    recommended: z.boolean(),
    verified: z.boolean(),
    key: z.boolean(),
  })
  .meta({ id: 'CatalogueRecognizer' });
export const SttCatalogue = z.object({ items: z.array(Recognizer) }).meta({ id: 'SttCatalogue' });

export const ProviderQuery = z.strictObject({ provider: part });

export const TokenCount = z
  .strictObject({
    texts: z
      .record(z.string().max(60), z.string().max(60_000))
      .refine((texts) => Object.keys(texts).length <= 10, 'at most ten texts at once')
      .meta({ description: 'Texts by name, such as systemPrompt.', example: { systemPrompt: 'You call people.' } }),
    provider: z.string().max(40),
    model: z.string().max(120),
  })
  .meta({ id: 'TokenCount' });

export const TokenCounted = z
  .object({
    texts: z.record(z.string(), z.object({ tokens: z.number().int(), characters: z.number().int() })),
    tokenizer: z.literal('o200k_base'),
    exact: z
      .boolean()
      .meta({ description: 'False: the model has another tokenizer, and its count differs by some 10 to 35 %.' }),
    note: z.string(),
    limit: z.number().int().nullable().meta({ description: 'The model’s context window in tokens; null: not known.' }),
  })
  .meta({ id: 'TokenCounted' });

export const CredentialTest = z
  .object({
    state: z.enum(['works', 'refused', 'limited', 'unreachable', 'unsupported']),
    detail: z.string().meta({ description: 'What the provider said, and what to do. Never the key.' }),
    latencyMs: z.number().int().nullable(),
    testedAt: Instant,
  })
  .meta({ id: 'ProviderCredentialTest' });
export type CredentialTest = z.infer<typeof CredentialTest>;

export const SampleQuery = z.strictObject({
  voiceId: z.string().min(1).max(200),
  text: z
    .string()
    .trim()
    .min(1)
    .max(200)
    .default('Hello, this is how I sound on the telephone. Is this a good moment?')
    .meta({ description: 'What it says. Your account pays for these characters.' }),
});
