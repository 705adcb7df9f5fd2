import { useInfiniteQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { listCallsInfiniteOptions } from '../../api-client/@tanstack/react-query.gen.ts';
import type { CallSummary } from '../../api-client/types.gen.ts';
import { type Column, DataTable } from '../../parts/data-table.tsx';
import { duration } from '../../parts/figures.ts';
import { MomentThere } from '../../parts/moment.tsx';
import { PageHeader } from '../../parts/page-header.tsx';
import { Empty, NoMatch } from '../../parts/states.tsx';
import { CallStatus } from '../../parts/status-badge.tsx';
import { CallFilters, useClearFilters } from './call-filters.tsx';

const toOne = ({ id }: { id: string }) => ({ to: '/calls/$id', params: { id } }) as const;

const COLUMNS: readonly Column<CallSummary>[] = [
  { key: 'who', title: 'Who', width: 'minmax(94px, 1.6fr)', cell: (call) => call.leadName ?? kindOf(call) },
  { key: 'number', title: 'Number', width: '108px', wideOnly: true, cell: ({ number }) => number ?? '–' },
  {
    key: 'state',
    title: 'Outcome',
    width: 'minmax(104px, 1.3fr)',
    cell: ({ state, dispositionLabel }) => <CallStatus state={state} label={dispositionLabel} />,
  },
  {
    key: 'agent',
    title: 'Agent',
    width: 'minmax(90px, 1fr)',
    wideOnly: true,
    cell: ({ agentName }) => agentName ?? '–',
  },
  {
    key: 'campaign',
    title: 'Campaign',
    width: 'minmax(90px, 1.3fr)',
    wideOnly: true,
    cell: ({ campaignName }) => campaignName ?? '–',
  },
  {
    key: 'talk',
    title: 'Talk',
    width: '64px',
    align: 'end',
    wideOnly: true,
    cell: ({ talkMs }) => duration(talkMs || null),
  },
  {
    key: 'first',
    title: 'First word',
    width: '76px',
    align: 'end',
    wideOnly: true,
    cell: ({ firstAudioMs }) => duration(firstAudioMs),
  },
  {
    key: 'at',
    title: 'When',
    width: 'minmax(130px, 1fr)',
    align: 'end',
    cell: ({ answeredAt, endedAt, dueAt, local }) => <MomentThere at={answeredAt ?? endedAt ?? dueAt} local={local} />,
  },
];

/** Every call, newest first, as they happen. */
export function Calls() {
  const { state, disposition, campaign, agent, phone } = useSearch({ from: '/frame/calls' });
  const calls = useInfiniteQuery({
    ...listCallsInfiniteOptions({
      query: {
        ...(state ? { state } : {}),
        ...(disposition ? { disposition } : {}),
        ...(campaign ? { campaignId: campaign } : {}),
        ...(agent ? { agentId: agent } : {}),
        ...(phone ? { phone } : {}),
        limit: 100,
      },
    }),
    initialPageParam: {},
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });
  const clear = useClearFilters();
  const isFiltered = [state, disposition, campaign, agent, phone].some((value) => value !== undefined);
  return (
    <>
      <PageHeader
        title="Calls"
        lead="Newest first. Calls that go on change by themselves. Under your time stands that of the place that was called."
      />
      <CallFilters />
      <DataTable
        label="Calls"
        what="see calls"
        query={calls}
        columns={COLUMNS}
        link={toOne}
        empty={
          isFiltered ? (
            <NoMatch title="No call matches" onClear={clear} />
          ) : (
            <Empty title="No calls yet">Start a campaign, or talk to an agent in the browser.</Empty>
          )
        }
      />
    </>
  );
}

function kindOf({ kind, number }: CallSummary): string {
  return kind === 'test' ? 'Test call' : (number ?? 'Unknown');
}
