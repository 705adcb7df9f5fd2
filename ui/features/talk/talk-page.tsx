import { Box, Button, List, SimpleGrid, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { getAgentOptions, getVoiceStatusOptions } from '../../api-client/@tanstack/react-query.gen.ts';
import type { Agent, VoiceStatus } from '../../api-client/types.gen.ts';
import { counted } from '../../parts/figures.ts';
import { Notice } from '../../parts/notice.tsx';
import { PageHeader } from '../../parts/page-header.tsx';
import { Loaded, NoPermission } from '../../parts/states.tsx';
import { StatusBadge } from '../../parts/status-badge.tsx';
import { AnchorLink } from '../../parts/links.tsx';
import { useMay, useMe } from '../../session/use-session.tsx';
import { SessionPanel } from './session-panel.tsx';

const route = getRouteApi('/frame/agents/$id/talk');
const MOST = 4;
const HEAD = { title: 'Talk to an agent', up: { label: 'Agents', to: '/agents' } } as const;

/** Conversations with one agent from this page: by voice, by text, several at once. */
export function TalkPage() {
  const { id } = route.useParams();
  const agent = useQuery(getAgentOptions({ path: { id } }));
  const known = useMe().data !== undefined;
  const may = useMay('agents:test');
  if (known && !may) return <NoPermission what="talk to agents" head={HEAD} />;
  return (
    <Loaded of={agent} what="talk to agents" head={HEAD}>
      {(stored) => <Talk agent={stored} />}
    </Loaded>
  );
}

function Talk({ agent }: { agent: Agent }) {
  const [sessions, setSessions] = useState<readonly number[]>([1]);
  const status = useQuery({
    ...getVoiceStatusOptions({ path: { agentId: agent.id } }),
    refetchInterval: 10_000,
    meta: { part: 'whether the agent can talk now' },
  });
  return (
    <>
      <PageHeader
        title={`Talk to ${agent.name}`}
        up={{ label: 'Agents', to: '/agents' }}
        beside={status.data && <Readiness status={status.data} />}
        lead={
          <>
            As Alex Example of Springfield, a made-up lead, with version {agent.version}. Nobody’s phone rings.{' '}
            <AnchorLink inherit underline="always" to="/agents/$id" params={{ id: agent.id }}>
              Edit this agent
            </AnchorLink>
          </>
        }
        actions={
          <Button
            variant="default"
            leftSection={<IconPlus size={16} aria-hidden />}
            disabled={sessions.length >= MOST}
            onClick={() => setSessions([...sessions, Math.max(...sessions) + 1])}
          >
            Another session
          </Button>
        }
      />
      {status.data && status.data.problems.length > 0 && <InTheWay problems={status.data.problems} />}
      <SimpleGrid cols={{ base: 1, lg: sessions.length > 1 ? 2 : 1 }} spacing="md">
        {sessions.map((number) => (
          <SessionPanel
            key={number}
            agent={agent}
            title={sessions.length > 1 ? `Session ${number}` : 'Conversation'}
            onClose={sessions.length > 1 ? () => setSessions(sessions.filter((one) => one !== number)) : null}
          />
        ))}
      </SimpleGrid>
    </>
  );
}

function Readiness({ status }: { status: VoiceStatus }) {
  const { workers } = status;
  const places = `${workers.capacity - workers.active} of ${counted(workers.capacity, 'place')} free`;
  return status.ready ? (
    <StatusBadge tone="good">{`ready, ${places}`}</StatusBadge>
  ) : (
    <StatusBadge tone="bad">not ready</StatusBadge>
  );
}

function InTheWay({ problems }: { problems: VoiceStatus['problems'] }) {
  const isBlocked = problems.some(({ blocking }) => blocking);
  return (
    <Box mb="md">
      <Notice
        tone={isBlocked ? 'bad' : 'warn'}
        title={isBlocked ? 'A session cannot work now' : 'A session may not work'}
      >
        <List size="sm" spacing={6}>
          {problems.map(({ code, message, remedy }) => (
            <List.Item key={code + message}>
              {message}{' '}
              <Text span size="sm" className="quiet">
                {remedy}
              </Text>
            </List.Item>
          ))}
        </List>
      </Notice>
    </Box>
  );
}
