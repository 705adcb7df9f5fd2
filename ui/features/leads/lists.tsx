import { useInfiniteQuery } from '@tanstack/react-query';
import { listListsInfiniteOptions } from '../../api-client/@tanstack/react-query.gen.ts';
import type { List } from '../../api-client/types.gen.ts';
import { type Column, DataTable } from '../../parts/data-table.tsx';
import { figure } from '../../parts/figures.ts';
import { Moment } from '../../parts/moment.tsx';
import { Empty } from '../../parts/states.tsx';
import { LeadPlaces } from './lead-places.tsx';

const POLICIES = { skip: 'leave as they are', update: 'update', new: 'update and call afresh' } as const;

const COLUMNS: readonly Column<List>[] = [
  { key: 'name', title: 'Name', width: 'minmax(110px, 2fr)', cell: ({ name }) => name },
  { key: 'leads', title: 'Leads', width: '84px', align: 'end', cell: ({ leads }) => figure(leads) },
  { key: 'country', title: 'Country', width: '74px', wideOnly: true, cell: ({ defaultCountry }) => defaultCountry },
  {
    key: 'policy',
    title: 'Rows that are there already',
    width: 'minmax(150px, 1fr)',
    wideOnly: true,
    cell: ({ reimportPolicy }) => POLICIES[reimportPolicy],
  },
  { key: 'at', title: 'Made', width: '118px', align: 'end', cell: ({ createdAt }) => <Moment at={createdAt} /> },
];

export function Lists() {
  const lists = useInfiniteQuery({
    ...listListsInfiniteOptions({ query: { limit: 100 } }),
    initialPageParam: {},
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });
  return (
    <>
      <LeadPlaces />
      <DataTable
        label="Lists"
        what="see lists"
        query={lists}
        columns={COLUMNS}
        link={({ id }) => ({ to: '/leads', search: { list: id } })}
        empty={<Empty title="No list yet">An imported file becomes one.</Empty>}
      />
    </>
  );
}
