import type { RuntimeConfigAnswer } from '../contract.ts';
import type { AgentRef } from './configuration-cache.ts';

/**
 * What an agent is when neither the API nor an older copy says: the keyless demo voice, able to apologise, to take an
 * opt-out and to end the call. Nothing is sold or promised on a guess.
 */
export function safeDefault(agent: AgentRef, now: Date): RuntimeConfigAnswer {
  return {
    success: true,
    config: {
      agent_id: agent.agentId,
      tenant_id: agent.tenantId,
      version: 0,
      name: 'Assistant',
      status: 'active',
      direction: 'both',
      system_prompt:
        'You are a polite telephone assistant whose full instructions could not be loaded. Apologise, offer that somebody will call back, take a wish not to be called again, and end the call.',
      greeting_message: 'Hello. I am sorry, I cannot help you properly right now. Somebody will get back to you.',
      language: 'en-US',
      llm_provider: 'demo',
      llm_model: 'script',
      tts_provider: 'demo',
      voice_id: 'slt',
      tts_voice_id: 'slt',
      stt_provider: 'demo',
      tools: ['end_call', 'record_opt_out', 'schedule_callback'],
      fallbacks: {},
    },
    provider_keys: {},
    cached_until: now.toISOString(),
    timestamp: now.toISOString(),
  };
}
