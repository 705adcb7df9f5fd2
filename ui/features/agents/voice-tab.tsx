import { Button, Group, Skeleton, Stack, Text } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { listVoicesOptions } from '../../api-client/@tanstack/react-query.gen.ts';
import type { VoiceCatalogue } from '../../api-client/types.gen.ts';
import { counted } from '../../parts/figures.ts';
import { Panel } from '../../parts/panel.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { NoMatch } from '../../parts/states.tsx';
import { AnchorLink } from '../../parts/links.tsx';
import { ChosenVoice } from './chosen-voice.tsx';
import type { PartProps } from './part.ts';
import { useSample } from './use-sample.ts';
import { VoiceFilters } from './voice-filters.tsx';
import { VoiceRow } from './voice-row.tsx';
import classes from './voice-tab.module.css';

const route = getRouteApi('/frame/agents/$id');
const FIRST = 24;
const LISTS_LIVE = ['elevenlabs', 'cartesia', 'deepgram'];

/** The voice, picked by ear and by filters that are in the address. */
export function VoiceTab(part: PartProps) {
  const { draft, disabled } = part;
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { value, set } = draft;
  const [live, setLive] = useState(false);
  const [most, setMost] = useState(FIRST);
  const sample = useSample();
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
      <ChosenVoice part={part} />
      <Panel
        title="All voices"
        note={
          data === undefined
            ? 'Reading the catalogue …'
            : `${counted(data.total, 'voice')}. Times are to the first sound, as providers state them.`
        }
      >
        <VoiceFilters
          facets={data?.facets}
          onNarrow={() => setMost(FIRST)}
          aside={
            search.provider !== undefined &&
            LISTS_LIVE.includes(search.provider) && (
              <Button
                size="sm"
                variant="default"
                loading={askLive && catalogue.isFetching}
                onClick={() => setLive(true)}
              >
                List my account’s voices
              </Button>
            )
          }
        />
        {askLive && data?.live && <Live live={data.live} />}
        {sample.problem !== null && <ProblemNotice error={sample.problem} />}
        {catalogue.error && data === undefined && (
          <ProblemNotice error={catalogue.error} onRetry={() => void catalogue.refetch()} />
        )}
        {data === undefined && !catalogue.error && <Skeleton height={240} />}
        {data !== undefined && data.items.length === 0 && (
          <NoMatch title="No voice matches" onClear={() => void navigate({ search: { tab: 'voice' } })} />
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
