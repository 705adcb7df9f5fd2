import { Select, SimpleGrid } from '@mantine/core';
import { Panel } from '../../parts/panel.tsx';
import { DraftText } from './draft-text.tsx';
import type { PartProps } from './part.ts';
import { providerName } from './words.ts';

/** What the agent speaks with now. */
export function ChosenVoice({ part }: { part: PartProps }) {
  const { draft, disabled } = part;
  const { value, set } = draft;
  return (
    <Panel title="Chosen" note="What callees hear. A campaign may choose another voice for its own calls.">
      <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }} spacing="sm">
        <DraftText
          of={part}
          field="voiceId"
          label="Voice"
          description="A voice of yours that is not listed works by its id."
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
        <DraftText
          of={part}
          field="ttsLanguage"
          label="Language spoken"
          description="A tag such as en-US; empty: as heard."
        />
        <DraftText of={part} field="voiceModel" label="Speech model" description="Empty: the provider’s usual one." />
      </SimpleGrid>
    </Panel>
  );
}

function withOwn(known: readonly string[], own: string): string[] {
  return known.includes(own) ? [...known] : [...known, own];
}
