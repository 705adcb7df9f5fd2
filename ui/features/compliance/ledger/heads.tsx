import { Button, Table, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import {
  listLedgerHeadsInfiniteOptions,
  listLedgerKeysOptions,
} from '../../../api-client/@tanstack/react-query.gen.ts';
import { isRefused, problemOf } from '../../../http/problem.ts';
import { saveAs } from '../../../http/save-as.ts';
import { figure } from '../../../parts/figures.ts';
import { Moment } from '../../../parts/moment.tsx';
import { Panel } from '../../../parts/panel.tsx';
import { ProblemNotice } from '../../../parts/problem-notice.tsx';
import { Empty, Loading, NoPermission } from '../../../parts/states.tsx';
import { useSession } from '../../../session/use-session.tsx';
import { ScrolledTable } from '../scrolled-table.tsx';

/** Each seal of the ledger, and the keys that signed. A head kept elsewhere shows later that nothing was taken away. */
export function Heads() {
  const session = useSession();
  const heads = useInfiniteQuery({
    ...listLedgerHeadsInfiniteOptions({ query: { limit: 50 } }),
    initialPageParam: {},
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });
  const keys = useQuery(listLedgerKeysOptions());
  const rows = heads.data?.pages.flatMap(({ items }) => items);
  const keep = () =>
    saveAs(session, '/api/v1/ledger/heads/latest', 'ledger-head.json').catch((error) =>
      notifications.show({ color: 'red', message: problemOf(error).detail }),
    );
  if (rows === undefined && heads.error)
    return isRefused(heads.error) ? (
      <NoPermission what="see the ledger" />
    ) : (
      <ProblemNotice error={heads.error} onRetry={() => void heads.refetch()} />
    );
  return (
    <>
      <Panel
        title="Signed heads"
        note="Each vouches for every entry before it. Keep one outside this system now and then: with it, nobody can leave out the end of the ledger unseen."
        aside={
          <Button variant="default" onClick={() => void keep()}>
            Keep the newest
          </Button>
        }
        flush
      >
        {rows === undefined ? (
          <Loading />
        ) : rows.length === 0 ? (
          <Empty title="Nothing is sealed yet" />
        ) : (
          <ScrolledTable label="Signed heads" heads={['Entries', 'Sealed', 'Root', 'Key']} minWidth={560}>
            {rows.map((head) => (
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
          </ScrolledTable>
        )}
      </Panel>
      {heads.hasNextPage && (
        <Button variant="default" loading={heads.isFetchingNextPage} onClick={() => void heads.fetchNextPage()}>
          Show older ones
        </Button>
      )}
      <Panel title="Keys" note="Ed25519. Each was endorsed by the one before it.">
        {keys.data?.items.map((key) => (
          <Text key={key.id} size="xs" component="div" style={{ overflowWrap: 'anywhere' }}>
            <b>{key.id}</b> {key.publicKey} <span className="quiet">since </span>
            <Moment at={key.createdAt} />
          </Text>
        ))}
      </Panel>
    </>
  );
}
