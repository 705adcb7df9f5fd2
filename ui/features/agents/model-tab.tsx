import {
  NumberInput,
  Select,
  SimpleGrid,
  Slider,
  Stack,
  Table,
  Text,
  TextInput,
  Button,
  VisuallyHidden,
} from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { listLlmModelsOptions } from '../../api-client/@tanstack/react-query.gen.ts';
import type { CatalogueModel } from '../../api-client/types.gen.ts';
import { figure } from '../../parts/figures.ts';
import { Panel } from '../../parts/panel.tsx';
import { Loaded } from '../../parts/states.tsx';
import { StatusBadge } from '../../parts/status-badge.tsx';
import { AnchorLink } from '../../parts/links.tsx';
import type { PartProps } from './part.ts';
import classes from './model-table.module.css';
import { providerName } from './words.ts';

const COSTS: Readonly<Record<CatalogueModel['cost'], string>> = {
  free: 'free',
  low: '$ · under 0.30',
  medium: '$$ · under 1.50',
  high: '$$$ · under 5',
  highest: '$$$$ · above 5',
};

/** What thinks, how long a text it takes and what it costs. */
export function ModelTab({ draft, disabled, errors }: PartProps) {
  const { value, set } = draft;
  const catalogue = useQuery({ ...listLlmModelsOptions({}), staleTime: 60_000 });
  const providers = [...new Set([...(catalogue.data?.items ?? []).map((model) => model.provider), value.llmProvider])];
  return (
    <Stack gap="md">
      <Panel title="Chosen" note="A model that is not listed works by its name, if its provider knows it.">
        <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }}>
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
          <TextInput
            label="Address"
            description="Of an OpenAI-compatible service of your own."
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            placeholder="https://…/v1"
            value={value.llmBaseUrl ?? ''}
            error={errors['llmBaseUrl']}
            disabled={disabled}
            onChange={(event) => set('llmBaseUrl', event.currentTarget.value || null)}
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
            <Table.ScrollContainer minWidth={640} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
              <Table className={classes.table} verticalSpacing={6} horizontalSpacing="md">
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>Model</Table.Th>
                    <Table.Th>Best for</Table.Th>
                    <Table.Th ta="right">Context</Table.Th>
                    <Table.Th ta="right">Output</Table.Th>
                    <Table.Th>Cost</Table.Th>
                    <Table.Th>
                      <VisuallyHidden>Choose</VisuallyHidden>
                    </Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
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
                </Table.Tbody>
              </Table>
            </Table.ScrollContainer>
          )}
        </Loaded>
      </Panel>
    </Stack>
  );
}

function ModelRow({
  model,
  chosen,
  disabled,
  onChoose,
}: {
  model: CatalogueModel;
  chosen: boolean;
  disabled: boolean;
  onChoose: () => void;
}) {
  return (
    <Table.Tr data-chosen={chosen || undefined}>
      <Table.Td>
        <Text size="sm" fw={600}>
          {model.name} {model.recommended && <StatusBadge tone="good">recommended</StatusBadge>}
        </Text>
        <Text size="xs" className="quiet">
          {providerName(model.provider)} · {model.id}
          {!model.key && (
            <>
              {' · '}
              <AnchorLink inherit underline="always" to="/settings" search={{ tab: 'providers' }}>
                no key yet
              </AnchorLink>
            </>
          )}
        </Text>
      </Table.Td>
      <Table.Td>{model.bestFor}</Table.Td>
      <Table.Td ta="right">{model.contextWindow === null ? '–' : figure(model.contextWindow)}</Table.Td>
      <Table.Td ta="right">{model.maxOutput === null ? '–' : figure(model.maxOutput)}</Table.Td>
      <Table.Td className="nowrap">{COSTS[model.cost]}</Table.Td>
      <Table.Td ta="right">
        {chosen ? (
          <Text size="sm" fw={600} className="nowrap" c="var(--good-text)">
            ✓ Chosen
          </Text>
        ) : (
          <Button
            size="compact-sm"
            variant="default"
            disabled={disabled}
            onClick={onChoose}
            aria-label={`Choose ${model.name} of ${providerName(model.provider)}`}
          >
            Choose
          </Button>
        )}
      </Table.Td>
    </Table.Tr>
  );
}
