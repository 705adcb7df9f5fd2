import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import {
  listRegistriesOptions,
  listRegistryVersionsInfiniteOptions,
} from '../../../api-client/@tanstack/react-query.gen.ts';
import type { RegistryVersion } from '../../../api-client/types.gen.ts';
import { type Column, DataTable } from '../../../parts/data-table.tsx';
import { figure } from '../../../parts/figures.ts';
import { ButtonLink } from '../../../parts/links.tsx';
import { Moment } from '../../../parts/moment.tsx';
import { PageHeader } from '../../../parts/page-header.tsx';
import { Empty } from '../../../parts/states.tsx';
import { useMay } from '../../../session/use-session.tsx';
import { Actor } from '../actor.tsx';
import { listLabel } from '../words.ts';
import { GrantRegistry } from './grant-registry.tsx';
import { DaysLeft } from './registries.tsx';
import { VersionStatus } from './version-status.tsx';

const COLUMNS: readonly Column<RegistryVersion>[] = [
  { key: 'asof', title: 'As of', width: 'minmax(92px, 1fr)', cell: ({ asOf }) => <Moment at={asOf} /> },
  { key: 'status', title: 'State', width: '148px', cell: ({ status }) => <VersionStatus status={status} /> },
  { key: 'numbers', title: 'Numbers', width: '72px', align: 'end', cell: ({ numbers }) => figure(numbers) },
  { key: 'bad', title: 'Bad lines', width: '78px', align: 'end', wideOnly: true, cell: ({ bad }) => figure(bad) },
  { key: 'file', title: 'File', width: 'minmax(120px, 2fr)', wideOnly: true, cell: ({ fileName }) => fileName || '–' },
  {
    key: 'by',
    title: 'Uploaded by',
    width: 'minmax(100px, 1fr)',
    wideOnly: true,
    cell: ({ createdBy }) => <Actor by={createdBy} />,
  },
  {
    key: 'until',
    title: 'Good until',
    width: '118px',
    align: 'end',
    wideOnly: true,
    cell: ({ validUntil }) => <Moment at={validUntil} />,
  },
];

/** Every copy of one registry, newest first. */
export function Versions() {
  const { id } = useParams({ from: '/frame/compliance/lists/$id' });
  const registry = useQuery({ ...listRegistriesOptions(), meta: { part: 'which registry it is' } }).data?.items.find(
    (one) => one.id === id,
  );
  const mayWrite = useMay('dnc:write');
  const versions = useInfiniteQuery({
    ...listRegistryVersionsInfiniteOptions({ path: { id }, query: { limit: 100 } }),
    initialPageParam: { path: { id } },
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });
  return (
    <>
      <PageHeader
        up={{ label: 'Lists', to: '/compliance/lists' }}
        title={registry ? listLabel(registry.list) : 'Registry'}
        lead={
          registry && (
            <>
              The copy in force is good for <DaysLeft days={registry.daysLeft} />
            </>
          )
        }
        actions={
          mayWrite && (
            <>
              {registry?.own && <GrantRegistry registry={registry} />}
              <ButtonLink to="/compliance/lists/upload">Upload a newer copy</ButtonLink>
            </>
          )
        }
      />
      <DataTable
        label="Copies"
        what="see do-not-call registries"
        query={versions}
        columns={COLUMNS}
        link={({ id: version }) => ({ to: '/compliance/versions/$id', params: { id: version } })}
        empty={<Empty title="No copy yet" />}
      />
    </>
  );
}
