import { useInfiniteQuery } from '@tanstack/react-query';
import { listAllImportsInfiniteOptions } from '../../api-client/@tanstack/react-query.gen.ts';
import type { Import } from '../../api-client/types.gen.ts';
import { type Column, DataTable } from '../../parts/data-table.tsx';
import { figure } from '../../parts/figures.ts';
import { Moment } from '../../parts/moment.tsx';
import { Empty } from '../../parts/states.tsx';
import { StatusBadge, type Tone } from '../../parts/status-badge.tsx';
import { LeadPlaces } from './lead-places.tsx';

const TONES: Record<Import['status'], Tone> = {
  queued: 'quiet',
  running: 'info',
  completed: 'good',
  cancelled: 'quiet',
  failed: 'bad',
};

const toOne = ({ id }: { id: string }) => ({ to: '/leads/imports/$id', params: { id } }) as const;

const COLUMNS: readonly Column<Import>[] = [
  { key: 'file', title: 'File', width: 'minmax(120px, 1.6fr)', cell: ({ fileName }) => fileName || 'A file' },
  { key: 'list', title: 'List', width: 'minmax(110px, 1.4fr)', wideOnly: true, cell: ({ listName }) => listName },
  {
    key: 'status',
    title: 'Status',
    width: '100px',
    cell: ({ status }) => (
      <StatusBadge tone={TONES[status]} pulse={status === 'running'}>
        {status}
      </StatusBadge>
    ),
  },
  { key: 'leads', title: 'Leads', width: '78px', align: 'end', cell: ({ accepted }) => figure(accepted) },
  {
    key: 'rejected',
    title: 'Not usable',
    width: '84px',
    align: 'end',
    wideOnly: true,
    cell: ({ rejected }) => figure(rejected),
  },
  {
    key: 'at',
    title: 'Begun',
    width: '118px',
    align: 'end',
    wideOnly: true,
    cell: ({ createdAt }) => <Moment at={createdAt} />,
  },
];

export function Imports() {
  const imports = useInfiniteQuery({
    ...listAllImportsInfiniteOptions({ query: { limit: 100 } }),
    initialPageParam: {},
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });
  return (
    <>
      <LeadPlaces />
      <DataTable
        label="Imports"
        what="see imports"
        query={imports}
        columns={COLUMNS}
        link={toOne}
        empty={<Empty title="No import yet">Drop a CSV anywhere on this window.</Empty>}
      />
    </>
  );
}
