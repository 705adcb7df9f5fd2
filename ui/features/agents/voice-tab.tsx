import { Button, Group, Select, SimpleGrid, Skeleton, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { listVoicesOptions } from '../../api-client/@tanstack/react-query.gen.ts';
import type { VoiceCatalogue } from '../../api-client/types.gen.ts';
import { counted } from '../../parts/figures.ts';
import { Panel } from '../../parts/panel.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { Empty } from '../../parts/states.tsx';
import { AnchorLink } from '../../parts/links.tsx';
import type { PartProps } from './part.ts';
import { useSample } from './use-sample.ts';
import { VoiceRow } from './voice-row.tsx';
import classes from './voice-tab.module.css';
import { languageName, providerName } from './words.ts';

const route = getRouteApi('/frame/agents/$id');
const FIRST = 24;
const LISTS_LIVE = ['elevenlabs', 'cartesia', 'deepgram'];

/** The voice, picked by ear and by filters that are in the address. */
export function VoiceTab({ draft, disabled }: PartProps) {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { value, set } = draft;
  const [live, setLive] = useState(false);
  const [most, setMost] = useState(FIRST);
  const sample = useSample();
  const narrow = (change: Partial<typeof search>) => {
    setMost(FIRST);
    void navigate({ search: (old) => ({ ...old, ...change }), replace: true });
  };
  const type = useDebouncedCallback((text: string) => narrow({ voice: text === '' ? undefined : text }), 250);
  const askLive = live && search.provider !== undefined;
  const catalogue = useQuery({
    ...listVoicesOptions({
      query: {
        provider: search.provider,
        language: search.language,
        gender: search.gender as 'female' | undefined,
        accent: search.accent,
        search: search.voice,
        ...(askLive ? { live: 'true' } : {}),
      },
    }),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
  const { data } = catalogue;
  const choose = (provider: string, id: string, language: string) => {
    set('voiceProvider', provider);
    set('voiceId', id);
    if (provider !== value.voiceProvider) set('voiceModel', null);
    if (value.ttsLanguage === null && language.includes('-')) set('ttsLanguage', language);
  };
  return (
    <Stack gap="md">
      <Panel title="Chosen" note="What callees hear. A campaign may choose another voice for its own calls.">
        <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }} spacing="sm">
          <TextInput
            label="Voice"
            description="A voice of yours that is not listed works by its id."
            value={value.voiceId ?? ''}
            disabled={disabled}
            onChange={(event) => set('voiceId', event.currentTarget.value || null)}
          />
          <Select
            label="Provider"
            description="Who speaks."
            data={withOwn(['cartesia', 'elevenlabs', 'deepgram', 'openai', 'demo'], value.voiceProvider).map((one) => ({
              value: one,
              label: providerName(one),
            }))}
            value={value.voiceProvider}
            allowDeselect={false}
            disabled={disabled}
            onChange={(provider) => provider !== null && set('voiceProvider', provider)}
          />
          <TextInput
            label="Language spoken"
            description="A tag such as en-US; empty: as heard."
            value={value.ttsLanguage ?? ''}
            disabled={disabled}
            onChange={(event) => set('ttsLanguage', event.currentTarget.value || null)}
          />
          <TextInput
            label="Speech model"
            description="Empty: the provider’s usual one."
            value={value.voiceModel ?? ''}
            disabled={disabled}
            onChange={(event) => set('voiceModel', event.currentTarget.value || null)}
          />
        </SimpleGrid>
      </Panel>
      <Panel
        title="All voices"
        note={
          data === undefined
            ? 'Reading the catalogue …'
            : `${counted(data.total, 'voice')}. Times are to the first sound, as providers state them.`
        }
      >
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
            of={data?.facets.provider}
            named={providerName}
            value={search.provider}
            onChange={(provider) => narrow({ provider })}
          />
          <Facet
            label="Language"
            of={data?.facets.language}
            named={languageName}
            value={search.language}
            onChange={(language) => narrow({ language })}
          />
          <Facet
            label="Gender"
            of={data?.facets.gender}
            value={search.gender}
            onChange={(gender) => narrow({ gender })}
          />
          <Facet
            label="Accent"
            of={data?.facets.accent}
            value={search.accent}
            onChange={(accent) => narrow({ accent })}
          />
          {search.provider !== undefined && LISTS_LIVE.includes(search.provider) && (
            <Button size="sm" variant="default" loading={askLive && catalogue.isFetching} onClick={() => setLive(true)}>
              List my account’s voices
            </Button>
          )}
        </Group>
        {askLive && data?.live && <Live live={data.live} />}
        {sample.problem !== null && <ProblemNotice error={sample.problem} />}
        {catalogue.error && data === undefined && (
          <ProblemNotice error={catalogue.error} onRetry={() => void catalogue.refetch()} />
        )}
        {data === undefined && !catalogue.error && <Skeleton height={240} />}
        {data !== undefined && data.items.length === 0 && (
          <Empty
            title="No voice matches"
            action={
              <Button variant="default" onClick={() => void navigate({ search: { tab: 'voice' }, replace: true })}>
                Show all
              </Button>
            }
          />
        )}
        <ul className={classes.voices} aria-label="Voices">
          {data?.items.slice(0, most).map((voice) => (
            <VoiceRow
              key={`${voice.provider} ${voice.id}`}
              voice={voice}
              chosen={value.voiceProvider === voice.provider && value.voiceId === voice.id}
              disabled={disabled}
              sample={sample}
              onChoose={() => choose(voice.provider, voice.id, voice.language)}
            />
          ))}
        </ul>
        {data !== undefined && data.items.length > most && (
          <Group justify="center" mt="sm">
            <Button variant="default" onClick={() => setMost(most + 48)}>
              Show more of {data.items.length}
            </Button>
          </Group>
        )}
      </Panel>
    </Stack>
  );
}

function withOwn(known: readonly string[], own: string): string[] {
  return known.includes(own) ? [...known] : [...known, own];
}

function Live({ live }: { live: NonNullable<VoiceCatalogue['live']> }) {
  return (
    <Text size="sm" mb="sm" role="status">
      {live.state === 'listed' ? '' : 'Not listed: '}
      {live.detail}{' '}
      {live.state === 'no-key' && (
        <AnchorLink inherit underline="always" to="/settings" search={{ tab: 'providers' }}>
          Add a key
        </AnchorLink>
      )}
    </Text>
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
