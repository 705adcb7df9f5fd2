import { Button, Group, SimpleGrid, Skeleton } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Agent, AgentActivity } from '../../api-client/types.gen.ts';
import { isRefused } from '../../http/problem.ts';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { NoPermission } from '../../parts/states.tsx';
import { AgentCard } from './agent-card.tsx';

/** The pages of agents as cards; more of them on request. */
export function AgentCards({
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
  busy: ReadonlyMap<string, AgentActivity['items'][number]>;
  empty: ReactNode;
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
