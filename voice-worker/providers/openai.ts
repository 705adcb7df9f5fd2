import { LLM, STT, TTS } from '@livekit/agents-plugin-openai';
import type { llm, stt, tts } from '@livekit/agents';
import { ProviderProblem, requireKey } from './provider-problem.ts';

export type OpenAIAccess = { apiKey: string | undefined; baseUrl: string | null | undefined; env: NodeJS.ProcessEnv };

/** Servers of one's own often need no key; the client insists on one. */
const NO_KEY = 'none';

function access({ apiKey, baseUrl, env }: OpenAIAccess): { apiKey: string; baseURL?: string } {
  if (baseUrl) return { apiKey: apiKey ?? env['OPENAI_API_KEY'] ?? NO_KEY, baseURL: baseUrl };
  return { apiKey: requireKey('openai', apiKey, 'OPENAI_API_KEY', env) };
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
