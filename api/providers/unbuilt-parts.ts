import { PROVIDERS } from '../../voice-worker/contract-providers.ts';
import { TOOL_NAMES } from '../../voice-worker/contract.ts';
import type { Agent } from '../contract/agents.ts';

/** Something that an agent is configured with and no voice worker of this release has. */
export interface UnbuiltPart {
  /** Which part of the agent, in words. */
  part: string;
  message: string;
  remedy: string;
}

type Parts = Pick<Agent, 'llmProvider' | 'llmBaseUrl' | 'voiceProvider' | 'sttProvider'>;

/** Providers that a call of the agent would fail for. */
export function unbuiltProviders(agent: Parts): UnbuiltPart[] {
  return [
    ...(agent.llmBaseUrl === null
      ? unbuilt('language model', agent.llmProvider, PROVIDERS.llm, ', or give the agent an OpenAI-compatible address')
      : []),
    ...unbuiltVoice(agent.voiceProvider),
    ...unbuilt('speech recognition', agent.sttProvider, PROVIDERS.stt),
  ];
}

export function unbuiltVoice(provider: string): UnbuiltPart[] {
  return unbuilt('voice', provider, PROVIDERS.tts);
}

/** What is stored for a later release, and which a call would go without, unsaid. */
export function unbuiltFeatures({ realtime, tools }: Pick<Agent, 'realtime' | 'tools'>): UnbuiltPart[] {
  const unknown = tools.filter((tool) => !TOOL_NAMES.some((name) => name === tool));
  return [
    ...(realtime === null
      ? []
      : [
          {
            part: 'realtime',
            message: 'Speech-to-speech models are not there yet.',
            remedy: 'Set its realtime to null.',
          },
        ]),
    ...unknown.map((tool) => ({
      part: 'tools',
      message: `There is no tool “${tool}” yet.`,
      remedy: `Leave it out of its tools. There are ${TOOL_NAMES.join(', ')}.`,
    })),
  ];
}

function unbuilt(part: string, provider: string, built: readonly string[], otherwise = ''): UnbuiltPart[] {
  if (built.includes(provider)) return [];
  return [
    {
      part,
      message: `The voice worker knows no ${part} of “${provider}”.`,
      remedy: `Choose ${built.join(', ')}${otherwise}.`,
    },
  ];
}
