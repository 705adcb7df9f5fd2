import { Group } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { VoiceCatalogue } from '../../api-client/types.gen.ts';
import { ChoiceFilter } from '../../parts/choice-filter.tsx';
import { TypedFilter } from '../../parts/typed-filter.tsx';
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
  const narrow = (change: Partial<typeof search>, replace = false) => {
    onNarrow();
    void navigate({ search: (old) => ({ ...old, ...change }), replace });
  };
  return (
    <Group gap="xs" mb="sm" role="search" aria-label="Voices">
      <TypedFilter
        label="Search voices"
        placeholder="calm, sales, menus …"
        value={search.voice}
        onType={(voice) => narrow({ voice }, search.voice !== undefined)}
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
    <ChoiceFilter
      label={label}
      any={label}
      choices={of.map(({ value: one, count }) => ({ value: one, label: `${named(one)} (${count})` }))}
      value={value}
      onChoose={onChange}
      width={148}
    />
  );
}
