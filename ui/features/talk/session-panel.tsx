import { ActionIcon, Box, Button, Group, Text } from '@mantine/core';
import { IconMicrophone, IconMicrophoneOff, IconPhoneOff, IconPlayerPlay, IconX } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { getCallOptions, getVoiceStatusQueryKey } from '../../api-client/@tanstack/react-query.gen.ts';
import { createTestSession } from '../../api-client/sdk.gen.ts';
import type { Agent } from '../../api-client/types.gen.ts';
import { duration } from '../../parts/figures.ts';
import { Notice } from '../../parts/notice.tsx';
import { Panel } from '../../parts/panel.tsx';
import { StatusBadge, type Tone } from '../../parts/status-badge.tsx';
import { useNow } from '../../parts/use-now.ts';
import { AnchorLink } from '../../parts/links.tsx';
import { Composer } from './composer.tsx';
import { Conversation } from './conversation.tsx';
import { TalkSession } from './talk-session.ts';
import type { TalkState } from './talk-state.ts';
import { latencyOf, median } from './turns.ts';

const READ_EVERY_MS = 1_200;
/** Turns are written as they end; the last one a moment after the call. */
const READ_AFTER_MS = 6_000;

/** One conversation: start, mute, stop, what is said, and how long each answer took. */
export function SessionPanel({ agent, title, onClose }: { agent: Agent; title: string; onClose: (() => void) | null }) {
  const client = useQueryClient();
  const [session] = useState(
    () =>
      new TalkSession(async () => {
        const { data } = await createTestSession({ path: { id: agent.id }, throwOnError: true });
        return data;
      }),
  );
  const state = useSyncExternalStore(session.subscribe, session.state);
  useEffect(() => () => void session.stop(), [session]);
  useEffect(() => {
    void client.invalidateQueries({ queryKey: getVoiceStatusQueryKey({ path: { agentId: agent.id } }) });
  }, [client, agent.id, state.phase]);
  const running = state.phase === 'talking' || state.phase === 'waiting';
  const call = useQuery({
    ...getCallOptions({ path: { id: state.callId ?? '' } }),
    enabled: state.callId !== null,
    refetchInterval: () =>
      running || (state.endedAt !== null && Date.now() - state.endedAt < READ_AFTER_MS) ? READ_EVERY_MS : false,
  });
  const turns = call.data?.transcript.turns ?? [];
  const answers = turns.flatMap((turn) => latencyOf(turn).totalMs ?? []);
  const middle = median(answers);
  return (
    <Panel
      title={title}
      note={
        state.callId === null ? (
          'Nothing said yet.'
        ) : (
          <>
            {middle === null ? 'No answer measured yet' : `Answers took ${middle} ms in the middle`} ·{' '}
            <AnchorLink inherit underline="always" to="/calls/$id" params={{ id: state.callId }}>
              this call in the log
            </AnchorLink>
          </>
        )
      }
      aside={
        <Group gap="xs" wrap="nowrap">
          <ConnectionSign state={state} />
          {onClose && (
            <ActionIcon variant="subtle" color="gray" aria-label={`Close ${title}`} onClick={onClose}>
              <IconX size={16} aria-hidden />
            </ActionIcon>
          )}
        </Group>
      }
    >
      <Controls agent={agent} state={state} session={session} />
      {state.problem && (
        <Box mt="sm">
          <Notice
            role="alert"
            tone={state.problem.title.startsWith('The agent ended') ? 'info' : 'bad'}
            title={state.problem.title}
          >
            <Text size="sm">
              {state.problem.detail} {state.problem.remedy}
            </Text>
          </Notice>
        </Box>
      )}
      <Conversation state={state} turns={turns} agentName={agent.name} />
      <Composer
        disabled={state.phase !== 'talking'}
        onSay={(text) => void session.say(text)}
        waiting={state.phase === 'idle' || state.phase === 'ended' ? 'Start a session to type' : 'Wait for the agent …'}
      />
    </Panel>
  );
}

function Controls({ agent, state, session }: { agent: Agent; state: TalkState; session: TalkSession }) {
  const deaf = agent.sttProvider === 'demo';
  if (state.phase === 'idle' || state.phase === 'ended') {
    return (
      <Group gap="xs">
        <Button
          variant={deaf ? 'default' : 'filled'}
          leftSection={<IconMicrophone size={16} aria-hidden />}
          onClick={() => void session.start(true)}
        >
          Start with microphone
        </Button>
        <Button
          variant={deaf ? 'filled' : 'default'}
          leftSection={<IconPlayerPlay size={16} aria-hidden />}
          onClick={() => void session.start(false)}
        >
          Start by text
        </Button>
        {deaf && (
          <Text size="xs" className="quiet" flex={1} miw={200}>
            The demo hears no microphone: type to it, and listen to its answers.
          </Text>
        )}
      </Group>
    );
  }
  const muted = state.microphone === 'muted';
  return (
    <Group gap="xs">
      {state.microphone !== 'off' && (
        <Button
          variant="default"
          aria-pressed={muted}
          leftSection={muted ? <IconMicrophoneOff size={16} aria-hidden /> : <IconMicrophone size={16} aria-hidden />}
          onClick={() => void session.mute(!muted)}
        >
          {muted ? 'Unmute' : 'Mute'}
        </Button>
      )}
      <Button
        variant="default"
        leftSection={<IconPhoneOff size={16} aria-hidden />}
        onClick={() => void session.stop()}
      >
        Stop
      </Button>
      <Elapsed since={state.startedAt} />
    </Group>
  );
}

function Elapsed({ since }: { since: number | null }) {
  const now = useNow(1_000);
  return (
    <Text size="sm" className="quiet">
      {since === null ? '' : duration(Math.max(0, now - since))}
    </Text>
  );
}

const SIGNS: Readonly<Record<TalkState['phase'], { tone: Tone; words: string }>> = {
  idle: { tone: 'quiet', words: 'not connected' },
  asking: { tone: 'info', words: 'asking for the microphone' },
  connecting: { tone: 'info', words: 'connecting' },
  waiting: { tone: 'info', words: 'waiting for the agent' },
  talking: { tone: 'good', words: 'connected' },
  ended: { tone: 'quiet', words: 'ended' },
};

function ConnectionSign({ state }: { state: TalkState }) {
  const { tone, words } = SIGNS[state.phase];
  const agent = state.phase === 'talking' && state.agent !== null ? `agent ${state.agent}` : words;
  return (
    <span role="status">
      <StatusBadge tone={state.reconnecting ? 'warn' : tone} pulse={state.phase === 'talking'}>
        {state.reconnecting ? 'reconnecting' : agent}
      </StatusBadge>
    </span>
  );
}
