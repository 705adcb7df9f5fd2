/** US dollars for a million input tokens, coarsely: free, under 0.3, under 1.5, under 5, above. */
export type CostLevel = 'free' | 'low' | 'medium' | 'high' | 'highest';

export interface CatalogueModel {
  provider: string;
  /** What the provider calls it in requests: an agent's `llmModel`. */
  id: string;
  name: string;
  /** Tokens of input and output together, or of input where the provider limits that. Null: the server decides. */
  contextWindow: number | null;
  maxOutput: number | null;
  cost: CostLevel;
  bestFor: string;
  /** How its tokens are counted here: by its own tokenizer, or by OpenAI's as an estimate. */
  tokenizer: 'o200k_base' | 'estimate';
  recommended: boolean;
  /** Limits as the provider's documentation had them on `checkedOn`. */
  verified: boolean;
  checkedOn: string;
}

const CHECKED = '2026-11-21';
const model = (
  provider: string,
  id: string,
  name: string,
  limits: readonly [contextWindow: number | null, maxOutput: number | null],
  cost: CostLevel,
  bestFor: string,
  more: Partial<CatalogueModel> = {},
): CatalogueModel => ({
  provider,
  id,
  name,
  contextWindow: limits[0],
  maxOutput: limits[1],
  cost,
  bestFor,
  tokenizer: provider === 'openai' ? 'o200k_base' : 'estimate',
  recommended: false,
  verified: true,
  checkedOn: CHECKED,
  ...more,
});

/**
 * Language models. Models that think before they answer cost seconds on the telephone: those that answer at once are
 * recommended. A model that is not listed works too, by its name.
 */
export const LLM_MODELS: readonly CatalogueModel[] = [
  model('openai', 'gpt-4o-mini', 'GPT-4o mini', [128_000, 16_384], 'low', 'Short, quick phone conversations', {
    recommended: true,
  }),
  model('openai', 'gpt-4.1-mini', 'GPT-4.1 mini', [1_047_576, 32_768], 'medium', 'Long prompts with tools', {
    recommended: true,
  }),
  model('openai', 'gpt-4.1', 'GPT-4.1', [1_047_576, 32_768], 'high', 'Difficult instructions, without thinking time'),
  model('openai', 'gpt-4.1-nano', 'GPT-4.1 nano', [1_047_576, 32_768], 'low', 'Reminders and simple questions'),
  model('openai', 'gpt-4o', 'GPT-4o', [128_000, 16_384], 'high', 'Nuanced conversations'),
  model('openai', 'gpt-5-mini', 'GPT-5 mini', [400_000, 128_000], 'low', 'Reasoning; slower to the first word'),
  model('openai', 'gpt-5.4-mini', 'GPT-5.4 mini', [400_000, 128_000], 'medium', 'Reasoning with tools'),
  model('openai', 'gpt-5.6-luna', 'GPT-5.6 Luna', [1_050_000, 128_000], 'low', 'Many calls at little cost'),
  model('openai', 'gpt-5.6-terra', 'GPT-5.6 Terra', [1_050_000, 128_000], 'high', 'Hard cases, where a pause is fine'),
  model('groq', 'llama-3.3-70b-versatile', 'Llama 3.3 70B', [131_072, 32_768], 'medium', 'The first word at once', {
    recommended: true,
  }),
  model('groq', 'llama-3.1-8b-instant', 'Llama 3.1 8B', [131_072, 131_072], 'low', 'Simple scripts, fastest of all'),
  model('groq', 'openai/gpt-oss-120b', 'GPT-OSS 120B', [131_072, 65_536], 'low', 'Open weights with tools', {
    tokenizer: 'o200k_base',
  }),
  model('groq', 'openai/gpt-oss-20b', 'GPT-OSS 20B', [131_072, 65_536], 'low', 'Open weights at little cost', {
    tokenizer: 'o200k_base',
  }),
  model(
    'cerebras',
    'gpt-oss-120b',
    'GPT-OSS 120B',
    [131_072, null],
    'medium',
    'Long answers at thousands of tokens a second',
    {
      tokenizer: 'o200k_base',
      recommended: true,
    },
  ),
  model('google', 'gemini-3.6-flash', 'Gemini 3.6 Flash', [1_048_576, 65_536], 'high', 'Many languages, long prompts'),
  model(
    'google',
    'gemini-3.5-flash-lite',
    'Gemini 3.5 Flash-Lite',
    [1_048_576, 65_536],
    'medium',
    'Many calls in many languages',
    {
      recommended: true,
    },
  ),
  model(
    'anthropic',
    'claude-haiku-5-5',
    'Claude Haiku 5.5',
    [1_000_000, 128_000],
    'low',
    'Careful instructions, quickly',
    {
      recommended: true,
    },
  ),
  model(
    'anthropic',
    'claude-haiku-4-5-20251001',
    'Claude Haiku 4.5',
    [200_000, 64_000],
    'medium',
    'Careful instructions',
  ),
  model('demo', 'demo', 'Scripted', [null, null], 'free', 'Trying things out: a script, not a model; needs no key'),
];
