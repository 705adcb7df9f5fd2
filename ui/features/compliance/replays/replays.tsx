import { useInfiniteQuery } from '@tanstack/react-query';
import { listReplaysInfiniteOptions } from '../../../api-client/@tanstack/react-query.gen.ts';
import type { Replay } from '../../../api-client/types.gen.ts';
import { type Column, DataTable } from '../../../parts/data-table.tsx';
import { figure } from '../../../parts/figures.ts';
import { Moment, placeOf } from '../../../parts/moment.tsx';
import { Empty } from '../../../parts/states.tsx';
import { useMay } from '../../../session/use-session.tsx';
import { Actor } from '../actor.tsx';
import { CompliancePlaces } from '../compliance-places.tsx';
import { JobStatusBadge, whileGoingOn } from '../job.tsx';
import { AskReplay } from './ask-replay.tsx';
import { rulesWords } from './replay-words.ts';

const COLUMNS: readonly Column<Replay>[] = [
  { key: 'day', title: 'Day', width: 'minmax(88px, 1fr)', cell: ({ day }) => day },
  {
    key: 'zone',
    title: 'By the clock of',
    width: 'minmax(100px, 1fr)',
    wideOnly: true,
    cell: ({ zone }) => placeOf(zone),
  },
  { key: 'rules', title: 'Under', width: 'minmax(140px, 2fr)', wideOnly: true, cell: rulesWords },
  { key: 'status', title: 'State', width: '96px', cell: ({ status }) => <JobStatusBadge status={status} /> },
  { key: 'calls', title: 'Calls', width: '56px', align: 'end', wideOnly: true, cell: ({ total }) => figure(total) },
  { key: 'not', title: 'Not made', width: '72px', align: 'end', cell: ({ notMade }) => figure(notMade) },
  {
    key: 'unknown',
    title: 'Unknown',
    width: '72px',
    align: 'end',
    wideOnly: true,
    cell: ({ unknown }) => figure(unknown),
  },
  {
    key: 'by',
    title: 'Asked by',
    width: 'minmax(90px, 1fr)',
    wideOnly: true,
    cell: ({ createdBy }) => <Actor by={createdBy} />,
  },
  {
    key: 'at',
    title: 'When',
    wideOnly: true,
    width: '118px',
    align: 'end',
    cell: ({ createdAt }) => <Moment at={createdAt} />,
  },
];

/** Past days asked under other rules: which calls would not have been made. */
export function Replays() {
  const mayAsk = useMay('compliance:check');
  const replays = useInfiniteQuery({
    ...listReplaysInfiniteOptions({ query: { limit: 100 } }),
    initialPageParam: {},
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    refetchInterval: ({ state }) => whileGoingOn((state.data?.pages ?? []).flatMap(({ items }) => items)),
  });
  return (
    <>
      <CompliancePlaces
        lead="Which calls of a past day would not have been made under today’s rules, or under a change?"
        actions={mayAsk && <AskReplay />}
      />
      <DataTable
        label="Replays"
        what="ask about past days"
        query={replays}
        columns={COLUMNS}
        link={({ id }) => ({ to: '/compliance/replays/$id', params: { id } })}
        empty={
          <Empty title="No day was asked about yet">
            Each call of the day is asked again with what was known when it was dialled. It goes on without this page,
            and its answer stays here.
          </Empty>
        }
      />
    </>
  );
}
