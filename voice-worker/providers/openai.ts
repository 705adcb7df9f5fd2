import { LLM, STT, TTS } from '@livekit/agents-plugin-openai';
import type { llm, stt, tts } from '@livekit/agents';
import OpenAI from 'openai';
import type { Egress } from '../../egress/egress.ts';
import { ProviderProblem, requireKey } from './provider-problem.ts';

export type OpenAIAccess = {
  apiKey: string | undefined;
  /** As agent or tenant gave it. */
  baseUrl: string | null | undefined;
  env: NodeJS.ProcessEnv;
  egress: Egress;
};

/** Servers of one's own often need no key; the client insists on one. */
const NO_KEY = 'none';

/** The installation's own key goes to OpenAI alone: whoever names another address brings the key for it. */
function access({ apiKey, baseUrl, env, egress }: OpenAIAccess): { apiKey: string; client?: OpenAI } {
  if (!baseUrl) return { apiKey: requireKey('openai', apiKey, 'OPENAI_API_KEY', env) };
  const key = apiKey ?? NO_KEY;
  const client = new OpenAI({ apiKey: key, baseURL: baseUrl, maxRetries: 0, fetch: egress.fetch });
  return { apiKey: key, client };
}

/** OpenAI, or any server that speaks its chat protocol. */
export function openaiLLM(
  of: { model: string; temperature: number | null | undefined; maxTokens: number | null | undefined } & OpenAIAccess,
): llm.LLM {
  if (!of.model) throw new ProviderProblem('openai needs a model name');
  return new LLM({
    model: of.model,
    ...access(of),
    ...(typeof of.temperature === 'number' && { temperature: of.temperature }),
    ...(typeof of.maxTokens === 'number' && { maxCompletionTokens: of.maxTokens }),
  });
}

const VOICES = ['alloy', 'ash', 'ballad', 'coral', 'echo', 'fable', 'nova', 'onyx', 'sage', 'shimmer'] as const;

export function openaiTTS(
  of: { model: string | null | undefined; voiceId: string | null | undefined } & OpenAIAccess,
): tts.TTS {
  const voice = of.voiceId ? VOICES.find((name) => name === of.voiceId) : 'alloy';
  if (!voice) throw new ProviderProblem(`openai has no voice "${of.voiceId}"; it has ${VOICES.join(', ')}`);
  return new TTS({ model: of.model ?? 'gpt-4o-mini-tts', voice, ...access(of) });
}

export function openaiSTT(of: { model: string | null | undefined; language: string } & OpenAIAccess): stt.STT {
  return new STT({ model: of.model ?? 'gpt-4o-mini-transcribe', language: of.language, ...access(of) });
}
