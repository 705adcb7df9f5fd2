import { randomUUID } from 'node:crypto';
import { CallContext, RuntimeConfigAnswer } from '../contract.ts';

/** A demo agent's configuration, complete but for what a test cares about. */
export function aConfiguration(about: Partial<RuntimeConfigAnswer['config']> = {}): RuntimeConfigAnswer {
  return RuntimeConfigAnswer.parse({
    success: true,
    config: {
      agent_id: randomUUID(),
      tenant_id: randomUUID(),
      version: 1,
      name: 'Sales',
      status: 'active',
      direction: 'outbound',
      system_prompt: 'You sell our new plan.',
      greeting_message: 'Hello, this is Maple Energy.',
      language: 'en-US',
      llm_provider: 'demo',
      llm_model: 'script',
      tts_provider: 'demo',
      voice_id: 'slt',
      stt_provider: 'demo',
      ...about,
    },
    cached_until: '2026-11-21T15:05:00.000Z',
    timestamp: '2026-11-21T15:00:00.000Z',
  });
}

export function aContext(about: Partial<CallContext> = {}): CallContext {
  const attemptId = about.attemptId ?? randomUUID();
  return CallContext.parse({
    attemptId,
    tenantId: randomUUID(),
    agentId: randomUUID(),
    callType: 'campaign',
    workflowId: `call:${attemptId}`,
    prompt: 'You sell our new plan to Ada.',
    greeting: 'Hello, this is Maple Energy with a word about your plan. Is this a good moment?',
    disclosure: null,
    calleeIdentity: `sip-${attemptId}`,
    tools: ['end_call', 'record_opt_out', 'schedule_callback'],
    clockOffsetMs: 0,
    leadZone: 'UTC',
    leadLocalTime: new Date().toISOString().slice(0, 16),
    maxCallMs: 120_000,
    ...about,
  });
}
