import { Group, SegmentedControl, Select, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconLayoutGrid, IconList, IconSearch } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { DIRECTION_WORDS, DIRECTIONS } from './words.ts';

const route = getRouteApi('/frame/agents');
type Search = ReturnType<typeof route.useSearch>;

/** Which agents are shown, and how. */
export function AgentFilters({ onChange: set }: { onChange: (change: Partial<Search>) => void }) {
  const search = route.useSearch();
  const type = useDebouncedCallback((text: string) => set({ search: text === '' ? undefined : text }), 250);
  return (
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
        value={search.view ?? 'cards'}
        onChange={(value) => set({ view: value === 'list' ? 'list' : undefined })}
        data={[
          { value: 'cards', label: <ViewLabel icon={<IconLayoutGrid size={16} aria-hidden />} text="Cards" /> },
          { value: 'list', label: <ViewLabel icon={<IconList size={16} aria-hidden />} text="List" /> },
        ]}
      />
    </Group>
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
