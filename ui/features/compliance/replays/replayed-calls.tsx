import { SegmentedControl } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { listReplayedCallsInfiniteOptions } from '../../../api-client/@tanstack/react-query.gen.ts';
import type { Replay, ReplayedCall } from '../../../api-client/types.gen.ts';
import { type Column, DataTable } from '../../../parts/data-table.tsx';
import { Moment } from '../../../parts/moment.tsx';
import { Empty } from '../../../parts/states.tsx';
import { StatusBadge } from '../../../parts/status-badge.tsx';
import { isGoingOn } from '../job.tsx';

type Row = ReplayedCall & { id: string };

const ANSWERS = [
  { value: 'all', label: 'Both' },
  { value: 'not-made', label: 'Not made' },
  { value: 'unknown', label: 'Nobody can say' },
] as const;

const COLUMNS: readonly Column<Row>[] = [
  { key: 'at', title: 'Dialled', width: '118px', cell: ({ dialledAt }) => <Moment at={dialledAt} /> },
  {
    key: 'answer',
    title: 'Answer',
    width: '92px',
    cell: ({ answer }) => (
      <StatusBadge tone={answer === 'not-made' ? 'bad' : 'quiet'}>
        {answer === 'not-made' ? 'not made' : 'unknown'}
      </StatusBadge>
    ),
  },
  {
    key: 'why',
    title: 'Why',
    width: 'minmax(110px, 3fr)',
    cell: ({ reason, missing }) => (missing.length > 0 ? `${reason}: not kept: ${missing.join(', ')}` : reason),
  },
  { key: 'rule', title: 'Rule', width: 'minmax(110px, 2fr)', wideOnly: true, cell: ({ rule }) => rule ?? '–' },
  {
    key: 'next',
    title: 'Could have been made',
    width: '150px',
    align: 'end',
    wideOnly: true,
    cell: ({ nextCallableAt }) => <Moment at={nextCallableAt} />,
  },
];

/** The calls that would not have been made, and those of which nobody can say. */
export function ReplayedCalls({ replay }: { replay: Replay }) {
  const { answer } = useSearch({ from: '/frame/compliance/replays/$id' });
  const navigate = useNavigate();
  const path = { id: replay.id };
  const calls = useInfiniteQuery({
    ...listReplayedCallsInfiniteOptions({ path, query: { limit: 100, ...(answer ? { answer } : {}) } }),
    initialPageParam: { path },
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    enabled: !isGoingOn(replay),
    select: ({ pages, pageParams }) => ({
      pageParams,
      pages: pages.map((page) => ({ ...page, items: page.items.map((one) => ({ ...one, id: one.attemptId })) })),
    }),
  });
  if (isGoingOn(replay)) return null;
  return (
    <section aria-label="Calls with another answer">
      <SegmentedControl
        aria-label="Which calls"
        data={[...ANSWERS]}
        value={answer ?? 'all'}
        onChange={(value) => {
          const found = value === 'not-made' || value === 'unknown' ? value : undefined;
          void navigate({
            to: '/compliance/replays/$id',
            params: path,
            search: found ? { answer: found } : {},
          });
        }}
        mb="sm"
      />
      <DataTable
        label="Calls with another answer"
        what="ask about past days"
        query={calls}
        columns={COLUMNS}
        link={({ attemptId }) => ({ to: '/calls/$id', params: { id: attemptId } })}
        empty={<Empty title={emptyWords(replay)} />}
      />
    </section>
  );
}

function emptyWords({ status, total }: Replay): string {
  if (status !== 'completed') return 'It did not come to its end';
  return total === 0 ? 'Nobody was dialled that day' : 'None: those calls would have been made under these rules too';
}
