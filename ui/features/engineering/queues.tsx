import { Anchor, Table, Text, Tooltip } from '@mantine/core';
import type { Engineering } from '../../api-client/types.gen.ts';
import { counted, duration } from '../../parts/figures.ts';
import { type Head, SmallTable } from '../../parts/small-table.tsx';

const HEADS: readonly Head[] = [
  'Queue',
  'Tasks',
  { title: 'Waiting', align: 'end' },
  { title: 'Oldest', align: 'end' },
  { title: 'New a second', align: 'end' },
  'Workers',
];

type Queue = Engineering['temporal']['queues'][number];

export function Queues({ queues }: { queues: readonly Queue[] }) {
  return (
    <SmallTable heads={HEADS} minWidth={560}>
      {queues.map((queue) => (
        <Table.Tr key={`${queue.name} ${queue.kind}`}>
          <Table.Td>
            {queue.url === null ? (
              queue.name
            ) : (
              <Anchor href={queue.url} target="_blank" rel="noreferrer" size="sm">
                {queue.name}
              </Anchor>
            )}
          </Table.Td>
          <Table.Td>{queue.kind === 'workflow' ? 'workflows' : 'activities'}</Table.Td>
          <Table.Td ta="right">{queue.backlog ?? '–'}</Table.Td>
          <Table.Td ta="right">{queue.backlog === 0 ? '–' : duration(queue.backlogAgeMs)}</Table.Td>
          <Table.Td ta="right">{queue.addPerSecond ?? '–'}</Table.Td>
          <Table.Td className="nowrap">
            <Pollers pollers={queue.pollers} />
          </Table.Td>
        </Table.Tr>
      ))}
    </SmallTable>
  );
}

function Pollers({ pollers }: Pick<Queue, 'pollers'>) {
  if (pollers.length === 0)
    return (
      <Text size="sm" c="var(--warn-text)">
        nobody takes it
      </Text>
    );
  const builds = [...new Set(pollers.flatMap(({ build }) => build ?? []))];
  return (
    <Tooltip label={pollers.map(({ identity }) => identity).join(', ')}>
      <Text size="sm" component="span">
        {counted(pollers.length, 'poller')}
        {builds.length > 0 && (
          <span className="quiet"> · build {builds.map((build) => build.slice(0, 8)).join(', ')}</span>
        )}
      </Text>
    </Tooltip>
  );
}
