import { Button, CopyButton, Table, Text } from '@mantine/core';
import { useRef } from 'react';
import { curlOf } from '../../http/request-log.ts';
import { useRequestLog } from '../../http/use-request-log.tsx';
import { Moment } from '../../parts/moment.tsx';
import { Panel } from '../../parts/panel.tsx';
import { ACTIONS, SmallTable } from '../../parts/small-table.tsx';
import { Empty } from '../../parts/states.tsx';
import { useNow } from '../../parts/use-now.ts';

const OWN = /\/(health|api\/v1\/engineering)$/;

/** What the screens asked lately, to be repeated in a terminal. */
export function RecentRequests() {
  const log = useRequestLog();
  useNow(2_000);
  const seen = useRef(Date.now());
  const asked = log
    .recent()
    .filter(({ url, at }) => !(OWN.test(new URL(url).pathname) && at >= seen.current))
    .slice(0, 12);
  return (
    <Panel
      title="What the screens just asked"
      note="Copied as curl, with your key left out: make one under Settings, API keys, and put it into RINGFENCE_API_KEY."
      flush
    >
      {asked.length === 0 ? (
        <Empty title="Nothing yet">Go to another screen and come back.</Empty>
      ) : (
        <SmallTable
          heads={['Request', { title: 'Answer', align: 'end' }, { title: 'At', align: 'end' }, ACTIONS]}
          minWidth={480}
        >
          {asked.map((one, index) => (
            <Table.Tr key={`${one.at} ${index}`}>
              <Table.Td>
                <Text size="xs" ff="monospace" style={{ overflowWrap: 'anywhere' }}>
                  <b>{one.method}</b> {new URL(one.url).pathname}
                </Text>
              </Table.Td>
              <Table.Td ta="right">{one.status}</Table.Td>
              <Table.Td ta="right">
                <Moment at={new Date(one.at).toISOString()} />
              </Table.Td>
              <Table.Td ta="right">
                <CopyButton value={curlOf(one)}>
                  {({ copied, copy }) => (
                    <Button
                      size="compact-xs"
                      variant="default"
                      onClick={copy}
                      aria-label={`${copied ? 'Copied' : 'Copy as curl'}: ${one.method} ${new URL(one.url).pathname}`}
                    >
                      {copied ? 'Copied' : 'Copy as curl'}
                    </Button>
                  )}
                </CopyButton>
              </Table.Td>
            </Table.Tr>
          ))}
        </SmallTable>
      )}
    </Panel>
  );
}
