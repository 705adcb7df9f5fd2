import { Button, Group, SegmentedControl, Select, SimpleGrid, Skeleton, Text, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconLayoutGrid, IconList, IconPlus, IconSearch } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { getAgentActivityOptions, listAgentsInfiniteOptions } from '../../api-client/@tanstack/react-query.gen.ts';
import type { Agent, AgentActivity } from '../../api-client/types.gen.ts';
import { isRefused } from '../../http/problem.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { Moment } from '../../parts/moment.tsx';
import { PageHeader } from '../../parts/page-header.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { Empty, NoPermission } from '../../parts/states.tsx';
import { StatusBadge } from '../../parts/status-badge.tsx';
import { useMay } from '../../session/use-session.tsx';
import { AgentCard } from './agent-card.tsx';
import { NewAgent } from './new-agent.tsx';
import { DIRECTION_WORDS, DIRECTIONS, providerName, STATUS_TONES } from './words.ts';

const route = getRouteApi('/frame/agents');
type Activity = AgentActivity['items'][number];

/** Every agent, as cards or as a list. What is chosen is in the address. */
export function AgentsPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const mayWrite = useMay('agents:write');
  const set = (change: Partial<typeof search>) =>
    void navigate({ search: (old) => ({ ...old, ...change }), replace: true });
  const type = useDebouncedCallback((text: string) => set({ search: text === '' ? undefined : text }), 250);
  const query = useInfiniteQuery({
    ...listAgentsInfiniteOptions({
      query: { limit: 50, search: search.search, status: search.status, direction: search.direction },
    }),
    initialPageParam: {},
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
  const activity = useQuery({ ...getAgentActivityOptions(), refetchInterval: 5_000 });
  const busy = new Map(activity.data?.items.map((item) => [item.agentId, item]));
  const view = search.view ?? 'cards';
  const filtered = search.search !== undefined || search.status !== undefined || search.direction !== undefined;
  const empty = filtered ? (
    <Empty
      title="No agent matches"
      action={
        <Button variant="default" onClick={() => void navigate({ search: {} })}>
          Show all
        </Button>
      }
    />
  ) : (
    <Empty
      title="No agents yet"
      action={mayWrite && <Button onClick={() => set({ new: 'agent' })}>Make the first agent</Button>}
    >
      An agent is a prompt, a voice and a model. It takes its first call seconds after it is saved.
    </Empty>
  );
  return (
    <>
      <PageHeader
        title="Agents"
        lead="Voices with instructions. Nothing is deployed: what you save, the next call has."
        actions={
          mayWrite && (
            <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => set({ new: 'agent' })}>
              New agent
            </Button>
          )
        }
      />
      <Group mb="md" gap="xs" role="search" aria-label="Agents">
        <TextInput
          aria-label="Search agents"
          placeholder="Name or description"
          leftSection={<IconSearch size={15} aria-hidden />}
          defaultValue={search.search ?? ''}
          onChange={(event) => type(event.currentTarget.value)}
          w={{ base: '100%', xs: 240 }}
        />
        <Select
          aria-label="Status"
          placeholder="All but archived"
          clearable
          data={['draft', 'active', 'inactive', 'archived']}
          value={search.status ?? null}
          onChange={(status) => set({ status: (status ?? undefined) as typeof search.status })}
          w={160}
        />
        <Select
          aria-label="Direction"
          placeholder="Any direction"
          clearable
          data={DIRECTIONS.map((value) => ({ value, label: DIRECTION_WORDS[value] }))}
          value={search.direction ?? null}
          onChange={(direction) => set({ direction: (direction ?? undefined) as typeof search.direction })}
          w={190}
        />
        <SegmentedControl
          ml="auto"
          aria-label="Show as"
          value={view}
          onChange={(value) => set({ view: value === 'list' ? 'list' : undefined })}
          data={[
            { value: 'cards', label: <ViewLabel icon={<IconLayoutGrid size={16} aria-hidden />} text="Cards" /> },
            { value: 'list', label: <ViewLabel icon={<IconList size={16} aria-hidden />} text="List" /> },
          ]}
        />
      </Group>
      {view === 'list' ? (
        <DataTable
          label="Agents"
          query={query}
          what="see agents"
          empty={empty}
          link={(agent) => ({ to: '/agents/$id', params: { id: agent.id } })}
          columns={columns(busy)}
        />
      ) : (
        <Cards query={query} busy={busy} empty={empty} />
      )}
      <NewAgent opened={search.new === 'agent'} onClose={() => set({ new: undefined })} />
    </>
  );
}

function ViewLabel({ icon, text }: { icon: React.ReactNode; text: string }) {
  return (
    <Group gap={6} wrap="nowrap">
      {icon}
      <span>{text}</span>
    </Group>
  );
}

function Cards({
  query,
  busy,
  empty,
}: {
  query: {
    data: { pages: { items: Agent[] }[] } | undefined;
    error: unknown;
    refetch: () => unknown;
    hasNextPage: boolean;
    fetchNextPage: () => unknown;
    isFetchingNextPage: boolean;
  };
  busy: ReadonlyMap<string, Activity>;
  empty: React.ReactNode;
}) {
  if (query.data === undefined && query.error)
    return isRefused(query.error) ? (
      <NoPermission what="see agents" />
    ) : (
      <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />
    );
  const grid = { base: 1, xs: 2, lg: 3 };
  if (query.data === undefined)
    return (
      <SimpleGrid cols={grid} spacing="md" role="status" aria-label="Loading agents">
        {Array.from({ length: 3 }, (_, card) => (
          <Skeleton key={card} height={168} radius="md" />
        ))}
      </SimpleGrid>
    );
  const agents = query.data.pages.flatMap(({ items }) => items);
  if (agents.length === 0) return empty;
  return (
    <>
      <SimpleGrid cols={grid} spacing="md" component="ul" p={0} m={0} style={{ listStyle: 'none' }}>
        {agents.map((agent) => (
          <AgentCard key={agent.id} agent={agent} activity={busy.get(agent.id) ?? null} />
        ))}
      </SimpleGrid>
      {query.hasNextPage && (
        <Group justify="center" mt="md">
          <Button variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            Show more
          </Button>
        </Group>
      )}
    </>
  );
}

const columns = (busy: ReadonlyMap<string, Activity>) => [
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
