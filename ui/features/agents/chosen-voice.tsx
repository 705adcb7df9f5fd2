import { Select, SimpleGrid, TextInput } from '@mantine/core';
import { Panel } from '../../parts/panel.tsx';
import type { PartProps } from './part.ts';
import { providerName } from './words.ts';

/** What the agent speaks with now. */
export function ChosenVoice({ draft, disabled }: Pick<PartProps, 'draft' | 'disabled'>) {
  const { value, set } = draft;
  return (
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
  );
}

function withOwn(known: readonly string[], own: string): string[] {
  return known.includes(own) ? [...known] : [...known, own];
}
