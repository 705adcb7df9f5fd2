import { Group, Select, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { VoiceCatalogue } from '../../api-client/types.gen.ts';
import { languageName, providerName } from './words.ts';

const route = getRouteApi('/frame/agents/$id');

/** Which voices are shown; each choice says how many it leaves. */
export function VoiceFilters({
  facets,
  onNarrow,
  aside,
}: {
  facets: VoiceCatalogue['facets'] | undefined;
  onNarrow: () => void;
  aside: ReactNode;
}) {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const narrow = (change: Partial<typeof search>) => {
    onNarrow();
    void navigate({ search: (old) => ({ ...old, ...change }), replace: true });
  };
  const type = useDebouncedCallback((text: string) => narrow({ voice: text === '' ? undefined : text }), 250);
  return (
    <Group gap="xs" mb="sm" role="search" aria-label="Voices">
      <TextInput
        aria-label="Search voices"
        placeholder="calm, sales, menus …"
        leftSection={<IconSearch size={15} aria-hidden />}
        defaultValue={search.voice ?? ''}
        onChange={(event) => type(event.currentTarget.value)}
        w={{ base: '100%', xs: 200 }}
      />
      <Facet
        label="Provider"
        of={facets?.provider}
        named={providerName}
        value={search.provider}
        onChange={(provider) => narrow({ provider })}
      />
      <Facet
        label="Language"
        of={facets?.language}
        named={languageName}
        value={search.language}
        onChange={(language) => narrow({ language })}
      />
      <Facet label="Gender" of={facets?.gender} value={search.gender} onChange={(gender) => narrow({ gender })} />
      <Facet label="Accent" of={facets?.accent} value={search.accent} onChange={(accent) => narrow({ accent })} />
      {aside}
    </Group>
  );
}

function Facet({
  label,
  of = [],
  named = (value) => value,
  value,
  onChange,
}: {
  label: string;
  of: VoiceCatalogue['facets']['provider'] | undefined;
  named?: (value: string) => string;
  value: string | undefined;
  onChange: (value: string | undefined) => void;
}) {
  return (
    <Select
      aria-label={label}
      placeholder={label}
      clearable
      searchable={of.length > 8}
      w={148}
      data={of.map(({ value: one, count }) => ({ value: one, label: `${named(one)} (${count})` }))}
      value={value ?? null}
      onChange={(chosen) => onChange(chosen ?? undefined)}
    />
  );
}
