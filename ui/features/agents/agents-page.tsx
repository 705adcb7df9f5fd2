import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { getAgentActivityOptions, listAgentsInfiniteOptions } from '../../api-client/@tanstack/react-query.gen.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { PageHeader } from '../../parts/page-header.tsx';
import { Empty, NoMatch } from '../../parts/states.tsx';
import { useMay } from '../../session/use-session.tsx';
import { AgentCards } from './agent-cards.tsx';
import { agentColumns } from './agent-columns.tsx';
import { AgentFilters } from './agent-filters.tsx';
import { NewAgent } from './new-agent.tsx';

const route = getRouteApi('/frame/agents');

/** Every agent, as cards or as a list. What is chosen is in the address. */
export function AgentsPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const mayWrite = useMay('agents:write');
  // Back takes away what was chosen last; words that are typed are one step, not one a letter.
  const set = (change: Partial<typeof search>, replace = false) =>
    void navigate({ search: (old) => ({ ...old, ...change }), replace });
  const query = useInfiniteQuery({
    ...listAgentsInfiniteOptions({
      query: { limit: 50, search: search.search, status: search.status, direction: search.direction },
    }),
    initialPageParam: {},
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
  const activity = useQuery({
    ...getAgentActivityOptions(),
    refetchInterval: 5_000,
    meta: { part: 'who is in a call now' },
  });
  const busy = new Map(activity.data?.items.map((item) => [item.agentId, item]));
  const view = search.view === undefined ? {} : { view: search.view };
  const filtered = search.search !== undefined || search.status !== undefined || search.direction !== undefined;
  const empty = filtered ? (
    <NoMatch title="No agent matches" onClear={() => void navigate({ search: view })} />
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
      <AgentFilters onChange={set} />
      {search.view === 'list' ? (
        <DataTable
          label="Agents"
          query={query}
          what="see agents"
          empty={empty}
          link={(agent) => ({ to: '/agents/$id', params: { id: agent.id } })}
          columns={agentColumns(busy)}
        />
      ) : (
        <AgentCards query={query} busy={busy} empty={empty} />
      )}
      <NewAgent opened={search.new === 'agent'} onClose={() => set({ new: undefined }, true)} />
    </>
  );
}
