import { llm, stt, tts } from '@livekit/agents';
import type { Egress } from '../../egress/egress.ts';
import type { DemoVoice } from '../../speech/flite.ts';
import type { CallContext, ProviderKeys, RuntimeConfig } from '../contract.ts';
import { OPENAI_COMPATIBLE, PROVIDERS } from '../contract-providers.ts';
import { assemblyaiSTT } from './assemblyai/assemblyai-stt.ts';
import { cartesiaTTS } from './cartesia.ts';
import { deepgramSTT, deepgramTTS } from './deepgram.ts';
import { elevenlabsTTS } from './elevenlabs.ts';
import { CaptionSTT } from './demo/caption-stt.ts';
import { DemoTTS, fliteVoice } from './demo/demo-tts.ts';
import { type DemoCall, ScriptedLLM } from './demo/scripted-llm.ts';
import { openaiLLM, openaiSTT, openaiTTS } from './openai.ts';
import { ProviderProblem, requireKey } from './provider-problem.ts';

export type ProviderDeps = {
  keys: ProviderKeys;
  demoVoice: DemoVoice;
  demo: DemoCall;
  env: NodeJS.ProcessEnv;
  egress: Egress;
};
export type CallProviders = {
  llm: llm.LLM;
  tts: tts.TTS;
  stt: stt.STT;
  /** Set when the callee's words come as captions. */
  captions: CaptionSTT | null;
};

/**
 * What a call hears, thinks and speaks with, from its agent's configuration; with fallbacks where some are configured.
 * Throws ProviderProblem, which names provider and remedy.
 */
export function buildProviders(config: RuntimeConfig, voice: CallContext['voice'], deps: ProviderDeps): CallProviders {
  const captions = new CaptionSTT();
  const language = config.language;
  const listener = (of: { provider: string; model?: string | null | undefined }) =>
    buildSTT({ ...of, language: config.stt_language ?? language }, captions, deps);
  const speaker = (of: { provider: string; model?: string | null | undefined; voice_id?: string | null | undefined }) =>
    buildTTS({ ...of, language: config.tts_language ?? language }, deps);
  const thinker = (of: { provider: string; model: string; base_url?: string | null | undefined }) =>
    buildLLM({ ...of, temperature: config.temperature, maxTokens: config.max_tokens }, deps);

  const { fallbacks } = config;
  const llms = [thinker({ provider: config.llm_provider, model: config.llm_model, base_url: config.llm_base_url })];
  if (fallbacks.llm) llms.push(thinker(fallbacks.llm));
  const voices = [
    voice
      ? speaker({ provider: voice.provider, voice_id: voice.voiceId })
      : speaker({
          provider: config.tts_provider,
          model: config.tts_model,
          voice_id: config.tts_voice_id ?? config.voice_id,
        }),
  ];
  if (fallbacks.tts) voices.push(speaker(fallbacks.tts));
  const listeners = [listener({ provider: config.stt_provider, model: config.stt_model })];
  if (fallbacks.stt) listeners.push(listener(fallbacks.stt));

  return {
    llm: only(llms) ?? new llm.FallbackAdapter({ llms, attemptTimeout: 5, maxRetryPerLLM: 0 }),
    tts: only(voices) ?? new tts.FallbackAdapter({ ttsInstances: voices, maxRetryPerTTS: 0 }),
    stt: only(listeners) ?? new stt.FallbackAdapter({ sttInstances: listeners, maxRetryPerSTT: 0 }),
    captions: listeners.includes(captions) ? captions : null,
  };
}

function only<T>(list: readonly T[]): T | undefined {
  return list.length === 1 ? list[0] : undefined;
}

type LlmChoice = {
  provider: string;
  model: string;
  base_url?: string | null | undefined;
  temperature: number | null | undefined;
  maxTokens: number | null | undefined;
};

function buildLLM(of: LlmChoice, { keys, demo, env, egress }: ProviderDeps): llm.LLM {
  const access = {
    apiKey: keys[of.provider]?.api_key,
    baseUrl: of.base_url ?? keys[of.provider]?.base_url,
    env,
    egress,
  };
  if (of.provider === 'demo') return new ScriptedLLM(demo);
  if (of.provider === 'openai') return openaiLLM({ ...of, ...access });
  if (access.baseUrl) return openaiLLM({ ...of, ...access });
  if (isCompatible(of.provider)) {
    const { baseUrl, keyVariable } = OPENAI_COMPATIBLE[of.provider];
    return openaiLLM({ ...of, baseUrl, apiKey: requireKey(of.provider, access.apiKey, keyVariable, env), env, egress });
  }
  throw new ProviderProblem(
    `there is no language model provider "${of.provider}"; use ${PROVIDERS.llm.join(', ')}, or an OpenAI-compatible base URL`,
  );
}

function isCompatible(provider: string): provider is keyof typeof OPENAI_COMPATIBLE {
  return Object.hasOwn(OPENAI_COMPATIBLE, provider);
}

type TtsChoice = {
  provider: string;
  model?: string | null | undefined;
  voice_id?: string | null | undefined;
  language: string;
};

function buildTTS(of: TtsChoice, { keys, demoVoice, env, egress }: ProviderDeps): tts.TTS {
  const access = { apiKey: keys[of.provider]?.api_key, baseUrl: keys[of.provider]?.base_url, env, egress };
  const choice = { model: of.model, voiceId: of.voice_id, language: of.language, ...access };
  if (of.provider === 'demo') return new DemoTTS(demoVoice, fliteVoice(of.voice_id));
  if (of.provider === 'cartesia') return cartesiaTTS(choice);
  if (of.provider === 'openai') return openaiTTS(choice);
  if (of.provider === 'elevenlabs') return elevenlabsTTS(choice);
  if (of.provider === 'deepgram') return deepgramTTS(choice);
  throw new ProviderProblem(`there is no voice provider "${of.provider}"; use ${PROVIDERS.tts.join(', ')}`);
}

type SttChoice = { provider: string; model?: string | null | undefined; language: string };

function buildSTT(of: SttChoice, captions: CaptionSTT, { keys, env, egress }: ProviderDeps): stt.STT {
  const access = { apiKey: keys[of.provider]?.api_key, baseUrl: keys[of.provider]?.base_url, env, egress };
  if (of.provider === 'demo') return captions;
  if (of.provider === 'assemblyai') return assemblyaiSTT({ model: of.model, language: of.language, ...access });
  if (of.provider === 'openai') return openaiSTT({ model: of.model, language: of.language, ...access });
  if (of.provider === 'deepgram') return deepgramSTT({ model: of.model, language: of.language, ...access });
  throw new ProviderProblem(
    `there is no speech recognition provider "${of.provider}"; use ${PROVIDERS.stt.join(', ')}`,
  );
}
