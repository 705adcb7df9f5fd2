import { NumberInput, Select, SimpleGrid, Slider, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { listLlmModelsOptions } from '../../api-client/@tanstack/react-query.gen.ts';
import { Panel } from '../../parts/panel.tsx';
import { SmallTable } from '../../parts/small-table.tsx';
import { Loaded } from '../../parts/states.tsx';
import { DraftText } from './draft-text.tsx';
import { ModelRow } from './model-row.tsx';
import type { PartProps } from './part.ts';
import classes from './model-table.module.css';
import { providerName } from './words.ts';

/** What thinks, how long a text it takes and what it costs. */
export function ModelTab(part: PartProps) {
  const { draft, disabled, errors } = part;
  const { value, set } = draft;
  const catalogue = useQuery({ ...listLlmModelsOptions({}), staleTime: 60_000 });
  const providers = [...new Set([...(catalogue.data?.items ?? []).map((model) => model.provider), value.llmProvider])];
  return (
    <Stack gap="md">
      <Panel title="Chosen" note="A model that is not listed works by its name, if its provider knows it.">
        <SimpleGrid style={{ alignItems: 'end' }} cols={{ base: 1, xs: 2, md: 3 }}>
          <Select
            label="Provider"
            data={providers.map((provider) => ({ value: provider, label: providerName(provider) }))}
            value={value.llmProvider}
            allowDeselect={false}
            disabled={disabled}
            onChange={(provider) => provider !== null && set('llmProvider', provider)}
          />
          <TextInput
            label="Model"
            value={value.llmModel}
            error={errors['llmModel']}
            disabled={disabled}
            onChange={(event) => set('llmModel', event.currentTarget.value)}
          />
          <DraftText
            of={part}
            field="llmBaseUrl"
            label="Address"
            description="Of an OpenAI-compatible service of your own."
            placeholder="https://…/v1"
          />
          <div>
            <Text size="sm" fw={500} id="temperature-label">
              Temperature {value.temperature === null ? '(the model’s own)' : value.temperature.toFixed(1)}
            </Text>
            <Slider
              mt={8}
              min={0}
              max={2}
              step={0.1}
              value={value.temperature ?? 1}
              disabled={disabled}
              thumbLabel="Temperature"
              label={(number) => number.toFixed(1)}
              onChange={(number) => set('temperature', number)}
            />
            <Text size="xs" className="quiet" mt={4}>
              Low: the same words each time. High: freer.
            </Text>
          </div>
          <NumberInput
            label="Longest answer"
            description="Tokens; empty: the model’s own limit."
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            min={1}
            max={1_000_000}
            value={value.maxTokens ?? ''}
            error={errors['maxTokens']}
            disabled={disabled}
            onChange={(number) => set('maxTokens', typeof number === 'number' ? number : null)}
          />
        </SimpleGrid>
      </Panel>
      <Panel
        title="Models"
        note="Context and output in tokens; cost in US dollars for a million tokens in. Models that think before they answer pause on the telephone."
        flush
      >
        <Loaded of={catalogue} what="see models">
          {({ items }) => (
            <SmallTable
              heads={[
                'Model',
                'Best for',
                { title: 'Context', align: 'end' },
                { title: 'Output', align: 'end' },
                'Cost',
                { title: 'Choose', align: 'end', hidden: true },
              ]}
              minWidth={640}
              className={classes.table}
            >
              {items.map((model) => (
                <ModelRow
                  key={`${model.provider} ${model.id}`}
                  model={model}
                  chosen={value.llmProvider === model.provider && value.llmModel === model.id}
                  disabled={disabled}
                  onChoose={() => {
                    set('llmProvider', model.provider);
                    set('llmModel', model.id);
                  }}
                />
              ))}
            </SmallTable>
          )}
        </Loaded>
      </Panel>
    </Stack>
  );
}
