import { OPENAI_COMPATIBLE } from '../../../voice-worker/contract-providers.ts';
import type { Agent } from '../../contract/agents.ts';
import type { ServiceHealth } from '../../contract/health.ts';
import type { VoiceStatus } from '../../contract/voice.ts';
import { unbuiltFeatures, unbuiltProviders } from '../../providers/unbuilt-parts.ts';

type SessionProblem = VoiceStatus['problems'][number];

export interface SessionFacts {
  agent: Pick<
    Agent,
    | 'status'
    | 'llmProvider'
    | 'llmBaseUrl'
    | 'voiceProvider'
    | 'sttProvider'
    | 'realtime'
    | 'tools'
    | 'maxConcurrentCalls'
  >;
  livekit: ServiceHealth['state'];
  workers: { count: number; capacity: number; active: number };
  /** Providers with a stored key that this agent may use. */
  keys: ReadonlySet<string>;
  activeSessions: number;
}

/** Why a session with this agent is refused, or might be. */
export function problemsOf(facts: SessionFacts): SessionProblem[] {
  return [...agentProblems(facts), ...serverProblems(facts), ...providerProblems(facts)];
}

function agentProblems({ agent, activeSessions }: SessionFacts): SessionProblem[] {
  if (agent.status === 'archived')
    return [
      blocking('archived', 'The agent is archived: it takes no calls.', 'Set its status back to draft or active.'),
    ];
  if (activeSessions >= agent.maxConcurrentCalls)
    return [
      warning(
        'agent-full',
        `The agent has ${activeSessions} sessions, as many as it may.`,
        'Raise its limit, or wait.',
      ),
    ];
  return [];
}

function serverProblems({ livekit, workers }: SessionFacts): SessionProblem[] {
  const problems: SessionProblem[] = [];
  if (livekit === 'not configured')
    problems.push(
      blocking(
        'no-media-server',
        'No media server is configured.',
        'Set LIVEKIT_URL, LIVEKIT_API_KEY and LIVEKIT_API_SECRET for the API.',
      ),
    );
  else if (livekit !== 'connected')
    problems.push(blocking('media-server-away', 'The media server does not answer.', 'Look at GET /health/livekit.'));
  if (workers.count === 0)
    problems.push(
      blocking(
        'no-voice-worker',
        'No voice worker reports: nobody would speak for the agent.',
        'Start a voice worker.',
      ),
    );
  else if (workers.active >= workers.capacity)
    problems.push(
      blocking(
        'workers-full',
        `All ${workers.capacity} places of the voice workers are taken.`,
        'Wait for a call to end, or start another voice worker.',
      ),
    );
  return problems;
}

function providerProblems({ agent, keys }: SessionFacts): SessionProblem[] {
  const parts = [
    { part: 'language model', provider: agent.llmProvider, free: agent.llmBaseUrl !== null },
    { part: 'voice', provider: agent.voiceProvider, free: false },
    { part: 'speech recognition', provider: agent.sttProvider, free: false },
  ];
  const unbuilt = unbuiltProviders(agent);
  return [
    ...unbuilt.map(({ message, remedy }) => blocking('unknown-provider', message, remedy)),
    ...unbuiltFeatures(agent).map(({ message, remedy }) => warning('not-there-yet', message, remedy)),
    ...parts.flatMap(({ part, provider, free }) => {
      const unknown = unbuilt.some((one) => one.part === part);
      if (provider === 'demo' || free || unknown || keys.has(provider)) return [];
      return [
        warning(
          'no-key',
          `No key of ${provider} is stored for this agent’s ${part}.`,
          `Add one under Settings, Providers. Without it the call works only if the voice worker has ${variableOf(provider)}.`,
        ),
      ];
    }),
  ];
}

function variableOf(provider: string): string {
  const compatible = Object.entries(OPENAI_COMPATIBLE).find(([name]) => name === provider)?.[1];
  return compatible?.keyVariable ?? `${provider.toUpperCase()}_API_KEY`;
}

const blocking = (code: string, message: string, remedy: string) => ({ code, blocking: true, message, remedy });
const warning = (code: string, message: string, remedy: string) => ({ code, blocking: false, message, remedy });
