import { Button, Select, SimpleGrid, Stack, Table, Text, TextInput, VisuallyHidden } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { listSttModelsOptions } from '../../api-client/@tanstack/react-query.gen.ts';
import { Panel } from '../../parts/panel.tsx';
import { Loaded } from '../../parts/states.tsx';
import { StatusBadge } from '../../parts/status-badge.tsx';
import { AnchorLink } from '../../parts/links.tsx';
import classes from './model-table.module.css';
import type { PartProps } from './part.ts';
import { languageName, providerName } from './words.ts';

/** What turns the callee's voice into words. */
export function ListeningTab({ draft, disabled, errors }: PartProps) {
  const { value, set } = draft;
  const catalogue = useQuery({ ...listSttModelsOptions({}), staleTime: 60_000 });
  const providers = [...new Set([...(catalogue.data?.items ?? []).map((one) => one.provider), value.sttProvider])];
  return (
    <Stack gap="md">
      <Panel title="Chosen" note="What turns the callee’s voice into words.">
        <SimpleGrid cols={{ base: 1, xs: 3 }}>
          <Select
            label="Provider"
            data={providers.map((provider) => ({ value: provider, label: providerName(provider) }))}
            value={value.sttProvider}
            allowDeselect={false}
            disabled={disabled}
            onChange={(provider) => {
              if (provider === null) return;
              set('sttProvider', provider);
              set('sttModel', null);
            }}
          />
          <TextInput
            label="Model"
            placeholder="The provider’s usual one"
            value={value.sttModel ?? ''}
            disabled={disabled}
            error={errors['sttModel']}
            onChange={(event) => set('sttModel', event.currentTarget.value || null)}
          />
          <TextInput
            label="Language heard"
            placeholder="en-US"
            value={value.sttLanguage ?? ''}
            disabled={disabled}
            error={errors['sttLanguage']}
            onChange={(event) => set('sttLanguage', event.currentTarget.value || null)}
          />
        </SimpleGrid>
      </Panel>
      <Panel title="Recognition" flush>
        <Loaded of={catalogue} what="see speech recognition">
          {({ items }) => (
            <Table.ScrollContainer minWidth={640} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
              <Table className={classes.table} verticalSpacing={6} horizontalSpacing="md">
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>Model</Table.Th>
                    <Table.Th>Best for</Table.Th>
                    <Table.Th>Languages</Table.Th>
                    <Table.Th>Latency</Table.Th>
                    <Table.Th>Accuracy</Table.Th>
                    <Table.Th>
                      <VisuallyHidden>Choose</VisuallyHidden>
                    </Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {items.map((one) => {
                    const chosen = value.sttProvider === one.provider && value.sttModel === one.model;
                    return (
                      <Table.Tr key={`${one.provider} ${one.model}`} data-chosen={chosen || undefined}>
                        <Table.Td>
                          <Text size="sm" fw={600}>
                            {one.name} {one.recommended && <StatusBadge tone="good">recommended</StatusBadge>}
                          </Text>
                          <Text size="xs" className="quiet">
                            {providerName(one.provider)} · {one.model}
                            {!one.streaming && ' · words come after the turn'}
                            {!one.key && (
                              <>
                                {' · '}
                                <AnchorLink inherit underline="always" to="/settings" search={{ tab: 'providers' }}>
                                  no key yet
                                </AnchorLink>
                              </>
                            )}
                          </Text>
                        </Table.Td>
                        <Table.Td>{one.bestFor}</Table.Td>
                        <Table.Td>{one.languages.map(languageName).join(', ')}</Table.Td>
                        <Table.Td>{one.latency}</Table.Td>
                        <Table.Td>{one.accuracy}</Table.Td>
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
                              aria-label={`Choose ${one.name}`}
                              onClick={() => {
                                set('sttProvider', one.provider);
                                set('sttModel', one.model);
                              }}
                            >
                              Choose
                            </Button>
                          )}
                        </Table.Td>
                      </Table.Tr>
                    );
                  })}
                </Table.Tbody>
              </Table>
            </Table.ScrollContainer>
          )}
        </Loaded>
      </Panel>
    </Stack>
  );
}
