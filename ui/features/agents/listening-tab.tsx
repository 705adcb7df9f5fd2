import { Select, SimpleGrid, Stack, Table } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { listSttModelsOptions } from '../../api-client/@tanstack/react-query.gen.ts';
import { Panel } from '../../parts/panel.tsx';
import { Named, SmallTable } from '../../parts/small-table.tsx';
import { Loaded } from '../../parts/states.tsx';
import { StatusBadge } from '../../parts/status-badge.tsx';
import { Choose } from './choose.tsx';
import classes from './model-table.module.css';
import { NoKeyYet } from './no-key-yet.tsx';
import { DraftText } from './draft-text.tsx';
import type { PartProps } from './part.ts';
import { languageName, providerName } from './words.ts';

/** What turns the callee's voice into words. */
export function ListeningTab(part: PartProps) {
  const { draft, disabled } = part;
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
          <DraftText of={part} field="sttModel" label="Model" placeholder="The provider’s usual one" />
          <DraftText of={part} field="sttLanguage" label="Language heard" placeholder="en-US" />
        </SimpleGrid>
      </Panel>
      <Panel title="Recognition" flush>
        <Loaded of={catalogue} what="see speech recognition">
          {({ items }) => (
            <SmallTable
              heads={[
                'Model',
                'Best for',
                'Languages',
                'Latency',
                'Accuracy',
                { title: 'Choose', align: 'end', hidden: true },
              ]}
              minWidth={640}
              className={classes.table}
            >
              {items.map((one) => {
                const chosen = value.sttProvider === one.provider && value.sttModel === one.model;
                return (
                  <Table.Tr key={`${one.provider} ${one.model}`} data-chosen={chosen || undefined}>
                    <Named
                      note={
                        <>
                          {providerName(one.provider)} · {one.model}
                          {!one.streaming && ' · words come after the turn'}
                          {!one.key && <NoKeyYet />}
                        </>
                      }
                    >
                      {one.name} {one.recommended && <StatusBadge tone="good">recommended</StatusBadge>}
                    </Named>
                    <Table.Td>{one.bestFor}</Table.Td>
                    <Table.Td>{one.languages.map(languageName).join(', ')}</Table.Td>
                    <Table.Td>{one.latency}</Table.Td>
                    <Table.Td>{one.accuracy}</Table.Td>
                    <Table.Td ta="right">
                      <Choose
                        chosen={chosen}
                        disabled={disabled}
                        name={one.name}
                        onChoose={() => {
                          set('sttProvider', one.provider);
                          set('sttModel', one.model);
                        }}
                      />
                    </Table.Td>
                  </Table.Tr>
                );
              })}
            </SmallTable>
          )}
        </Loaded>
      </Panel>
    </Stack>
  );
}
