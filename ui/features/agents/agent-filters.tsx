import { Group, SegmentedControl } from '@mantine/core';
import { IconLayoutGrid, IconList } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { ChoiceFilter } from '../../parts/choice-filter.tsx';
import { Filters } from '../../parts/filters.tsx';
import { TypedFilter } from '../../parts/typed-filter.tsx';
import { AGENT_STATUSES, DIRECTION_WORDS, DIRECTIONS } from './words.ts';

const route = getRouteApi('/frame/agents');
type Search = ReturnType<typeof route.useSearch>;

/** Which agents are shown, and how. */
export function AgentFilters({ onChange: set }: { onChange: (change: Partial<Search>, replace?: boolean) => void }) {
  const search = route.useSearch();
  return (
    <Filters label="Agents">
      <TypedFilter
        label="Search agents"
        placeholder="Name or description"
        value={search.search}
        onType={(text) => set({ search: text }, search.search !== undefined)}
      />
      <ChoiceFilter
        label="Status"
        any="All but archived"
        choices={AGENT_STATUSES}
        value={search.status}
        onChoose={(status) => set({ status })}
        width={160}
      />
      <ChoiceFilter
        label="Direction"
        any="Any direction"
        choices={DIRECTIONS.map((value) => ({ value, label: DIRECTION_WORDS[value] }))}
        value={search.direction}
        onChoose={(direction) => set({ direction })}
        width={190}
      />
      <SegmentedControl
        ml="auto"
        aria-label="Show as"
        value={search.view ?? 'cards'}
        onChange={(value) => set({ view: value === 'list' ? 'list' : undefined })}
        data={[
          { value: 'cards', label: <ViewLabel icon={<IconLayoutGrid size={16} aria-hidden />} text="Cards" /> },
          { value: 'list', label: <ViewLabel icon={<IconList size={16} aria-hidden />} text="List" /> },
        ]}
      />
    </Filters>
  );
}

function ViewLabel({ icon, text }: { icon: ReactNode; text: string }) {
  return (
    <Group gap={6} wrap="nowrap">
      {icon}
      <span>{text}</span>
    </Group>
  );
}
