import { Button, Stack, Table, Text } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import {
  listLedgerHeadsInfiniteOptions,
  listLedgerKeysOptions,
} from '../../../api-client/@tanstack/react-query.gen.ts';
import { useDownload } from '../../../http/use-download.ts';
import { figure } from '../../../parts/figures.ts';
import { Moment } from '../../../parts/moment.tsx';
import { Panel } from '../../../parts/panel.tsx';
import { SmallTable } from '../../../parts/small-table.tsx';
import { Empty, Loaded } from '../../../parts/states.tsx';
import { KeptHead } from './kept-head.tsx';

/** Each seal of the ledger, and the keys that signed. A head kept elsewhere shows later that nothing was taken away. */
export function Heads() {
  const { download, isPending } = useDownload();
  const heads = useInfiniteQuery({
    ...listLedgerHeadsInfiniteOptions({ query: { limit: 50 } }),
    initialPageParam: {},
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });
  const keys = useQuery({ ...listLedgerKeysOptions(), meta: { part: 'the keys that signed' } });
  const rows = heads.data?.pages.flatMap(({ items }) => items);
  return (
    <Stack gap="md">
      {rows?.[0] && <KeptHead newest={rows[0].size} />}
      <Panel
        title="Signed heads"
        note="Each vouches for every entry before it. Keep one outside this system now and then: with it, nobody can leave out the end of the ledger unseen."
        aside={
          <Button
            variant="default"
            loading={isPending}
            onClick={() => download('/api/v1/ledger/heads/latest', 'ledger-head.json')}
          >
            Keep the newest
          </Button>
        }
        flush
      >
        <Loaded of={{ ...heads, data: rows }} what="see the ledger">
          {(shown) =>
            shown.length === 0 ? (
              <Empty title="Nothing is sealed yet" />
            ) : (
              <SmallTable label="Signed heads" heads={['Entries', 'Sealed', 'Root', 'Key']} minWidth={560}>
                {shown.map((head) => (
                  <Table.Tr key={head.size}>
                    <Table.Td>{figure(head.size)}</Table.Td>
                    <Table.Td>
                      <Moment at={head.at} />
                    </Table.Td>
                    <Table.Td>
                      <Text size="xs" ff="monospace" component="span">
                        {head.root.slice(0, 24)}…
                      </Text>
                    </Table.Td>
                    <Table.Td>
                      <Text size="xs" ff="monospace" component="span">
                        {head.key}
                      </Text>
                    </Table.Td>
                  </Table.Tr>
                ))}
              </SmallTable>
            )
          }
        </Loaded>
      </Panel>
      {heads.hasNextPage && (
        <Button variant="default" loading={heads.isFetchingNextPage} onClick={() => void heads.fetchNextPage()}>
          Show older ones
        </Button>
      )}
      <Panel title="Keys" note="Ed25519. Each was endorsed by the one before it.">
        <Loaded of={keys} what="see the ledger">
          {({ items }) =>
            items.map((key) => (
              <Text key={key.id} size="xs" component="div" style={{ overflowWrap: 'anywhere' }}>
                <b>{key.id}</b> {key.publicKey} <span className="quiet">since </span>
                <Moment at={key.createdAt} />
              </Text>
            ))
          }
        </Loaded>
      </Panel>
    </Stack>
  );
}
