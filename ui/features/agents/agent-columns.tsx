import { Text } from '@mantine/core';
import type { Agent, AgentActivity } from '../../api-client/types.gen.ts';
import { Moment } from '../../parts/moment.tsx';
import { StatusBadge } from '../../parts/status-badge.tsx';
import { DIRECTION_WORDS, providerName, STATUS_TONES } from './words.ts';

/** What the list says of an agent. */
export const agentColumns = (busy: ReadonlyMap<string, AgentActivity['items'][number]>) => [
  { key: 'name', title: 'Agent', width: 'minmax(120px, 2fr)', cell: (agent: Agent) => agent.name },
  {
    key: 'status',
    title: 'Status',
    width: '90px',
    cell: (agent: Agent) => <StatusBadge tone={STATUS_TONES[agent.status]}>{agent.status}</StatusBadge>,
  },
  {
    key: 'direction',
    title: 'Direction',
    width: '170px',
    wideOnly: true,
    cell: (agent: Agent) => DIRECTION_WORDS[agent.direction],
  },
  {
    key: 'model',
    title: 'Model',
    width: 'minmax(120px, 1fr)',
    wideOnly: true,
    cell: (agent: Agent) => (
      <Text size="sm" className="clip" component="span">
        {providerName(agent.llmProvider)} {agent.llmModel}
      </Text>
    ),
  },
  {
    key: 'now',
    title: 'Now',
    width: '56px',
    align: 'end' as const,
    cell: (agent: Agent) => busy.get(agent.id)?.activeCalls ?? 0,
  },
  {
    key: 'last',
    title: 'Last call',
    width: '120px',
    wideOnly: true,
    align: 'end' as const,
    cell: (agent: Agent) => <Moment at={busy.get(agent.id)?.lastCallAt ?? null} />,
  },
];
