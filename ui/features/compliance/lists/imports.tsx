import { useInfiniteQuery } from '@tanstack/react-query';
import { listDoNotCallImportsInfiniteOptions } from '../../../api-client/@tanstack/react-query.gen.ts';
import type { DncImport } from '../../../api-client/types.gen.ts';
import { type Column, DataTable } from '../../../parts/data-table.tsx';
import { figure } from '../../../parts/figures.ts';
import { Moment } from '../../../parts/moment.tsx';
import { Empty } from '../../../parts/states.tsx';
import { Actor } from '../actor.tsx';
import { JobStatusBadge, whileGoingOn } from '../job.tsx';
import { listLabel } from '../words.ts';

const COLUMNS: readonly Column<DncImport>[] = [
  { key: 'file', title: 'File', width: 'minmax(100px, 2fr)', cell: ({ fileName }) => fileName || 'a file' },
  { key: 'list', title: 'For', width: 'minmax(110px, 1fr)', wideOnly: true, cell: ({ list }) => listLabel(list) },
  { key: 'status', title: 'State', width: '96px', cell: ({ status }) => <JobStatusBadge status={status} /> },
  { key: 'added', title: 'Added', width: '76px', align: 'end', cell: ({ added }) => figure(added) },
  { key: 'bad', title: 'Not readable', width: '92px', align: 'end', wideOnly: true, cell: ({ bad }) => figure(bad) },
  {
    key: 'by',
    title: 'By',
    width: 'minmax(90px, 1fr)',
    wideOnly: true,
    cell: ({ createdBy }) => <Actor by={createdBy} />,
  },
  {
    key: 'at',
    title: 'When',
    width: '118px',
    align: 'end',
    wideOnly: true,
    cell: ({ createdAt }) => <Moment at={createdAt} />,
  },
];

/** Files of numbers for the tenant's own lists, those that are read now first. */
export function Imports() {
  const imports = useInfiniteQuery({
    ...listDoNotCallImportsInfiniteOptions({ query: { limit: 100 } }),
    initialPageParam: {},
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    refetchInterval: ({ state }) => whileGoingOn((state.data?.pages ?? []).flatMap(({ items }) => items)),
  });
  return (
    <DataTable
      label="Imports"
      what="see imports of numbers"
      query={imports}
      columns={COLUMNS}
      link={({ id }) => ({ to: '/compliance/imports/$id', params: { id } })}
      empty={<Empty title="No file yet">Import one from your own list or that of litigators.</Empty>}
    />
  );
}
