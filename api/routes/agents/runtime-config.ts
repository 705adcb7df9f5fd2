import type { TenantId } from '../../../domain/ids.ts';
import type { RuntimeConfig } from '../../../voice-worker/contract.ts';
import { AgentConfig, NEW_AGENT } from '../../contract/agents.ts';
import type { RuntimeConfigRow } from '../internal/runtime-config-row.ts';

/** How long a voice worker may keep it without asking again. */
export const CACHE_MS = 300_000;

/** The agent in the voice worker's words. */
export function runtimeConfigOf(
  row: Omit<RuntimeConfigRow, 'credentials' | 'live'>,
  tenantId: TenantId,
): RuntimeConfig {
  const config = AgentConfig.parse({ ...NEW_AGENT, ...row.config });
  const { llm, tts, stt } = config.fallbacks;
  return {
    agent_id: row.id,
    tenant_id: tenantId,
    version: row.version,
    name: row.name,
    status: row.status,
    direction: row.direction,
    system_prompt: config.systemPrompt,
    inbound_prompt: config.inboundPrompt,
    outbound_prompt: config.outboundPrompt,
    personality: config.personality,
    greeting_message: config.greetingMessage,
    language: config.ttsLanguage ?? config.sttLanguage ?? 'en-US',
    llm_provider: config.llmProvider,
    llm_model: config.llmModel,
    llm_base_url: config.llmBaseUrl,
    temperature: config.temperature,
    max_tokens: config.maxTokens,
    tts_provider: config.voiceProvider,
    tts_model: config.voiceModel,
    voice_id: config.voiceId,
    tts_voice_id: config.voiceId,
    tts_language: config.ttsLanguage,
    stt_provider: config.sttProvider,
    stt_model: config.sttModel,
    stt_language: config.sttLanguage,
    tools: config.tools,
    fallbacks: {
      ...(llm ? { llm: { provider: llm.provider, model: llm.model, base_url: llm.baseUrl } } : {}),
      ...(tts ? { tts: { provider: tts.provider, model: tts.model, voice_id: tts.voiceId } } : {}),
      ...(stt ? { stt: { provider: stt.provider, model: stt.model } } : {}),
    },
    transfer_number: config.transferNumber,
    fallback_number: config.fallbackNumber,
    max_concurrent_calls: row.max_concurrent_calls,
  };
}
