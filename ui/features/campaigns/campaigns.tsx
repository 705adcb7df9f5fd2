import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { IconPlus } from '@tabler/icons-react';
import { CAMPAIGN_STATUSES } from '../../../api/contract/vocabulary.ts';
import { listCampaignsInfiniteOptions } from '../../api-client/@tanstack/react-query.gen.ts';
import type { Campaign } from '../../api-client/types.gen.ts';
import { ChoiceFilter } from '../../parts/choice-filter.tsx';
import { type Column, DataTable } from '../../parts/data-table.tsx';
import { Filters } from '../../parts/filters.tsx';
import { Moment } from '../../parts/moment.tsx';
import { PageHeader } from '../../parts/page-header.tsx';
import { Empty, NoMatch } from '../../parts/states.tsx';
import { CampaignStatus } from '../../parts/status-badge.tsx';
import { TypedFilter } from '../../parts/typed-filter.tsx';
import { useMay } from '../../session/use-session.tsx';
import { paceInWords, windowInWords } from './in-words.ts';
import { ButtonLink } from '../../parts/links.tsx';

const toOne = ({ id }: { id: string }) => ({ to: '/campaigns/$id', params: { id } }) as const;

const COLUMNS: readonly Column<Campaign>[] = [
  { key: 'name', title: 'Name', width: 'minmax(96px, 2fr)', cell: ({ name }) => name },
  { key: 'status', title: 'Status', width: '98px', cell: ({ status }) => <CampaignStatus status={status} /> },
  {
    key: 'pace',
    title: 'Pace',
    width: 'minmax(120px, 1.2fr)',
    wideOnly: true,
    cell: (campaign) => paceInWords(campaign),
  },
  {
    key: 'window',
    title: 'Hours',
    width: 'minmax(120px, 1.4fr)',
    wideOnly: true,
    cell: ({ callingWindow }) => windowInWords(callingWindow),
  },
  {
    key: 'at',
    title: 'Last changed',
    width: '118px',
    align: 'end',
    cell: ({ updatedAt }) => <Moment at={updatedAt} />,
  },
];

export function Campaigns() {
  const { status, search } = useSearch({ from: '/frame/campaigns' });
  const navigate = useNavigate();
  const mayWrite = useMay('campaigns:write');
  const campaigns = useInfiniteQuery({
    ...listCampaignsInfiniteOptions({
      query: { ...(status ? { status } : {}), ...(search ? { search } : {}), limit: 100 },
    }),
    initialPageParam: {},
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });
  const begin = mayWrite && (
    <ButtonLink to="/campaigns/new" leftSection={<IconPlus size={16} aria-hidden />}>
      New campaign
    </ButtonLink>
  );
  return (
    <>
      <PageHeader title="Campaigns" actions={begin} />
      <Filters label="Filter campaigns">
        <TypedFilter
          label="Name"
          placeholder="Part of the name"
          value={search}
          onType={(text) =>
            void navigate({
              to: '/campaigns',
              search: { ...(status ? { status } : {}), ...(text ? { search: text } : {}) },
              replace: search !== undefined,
            })
          }
        />
        <ChoiceFilter
          label="Status"
          any="All but archived"
          choices={CAMPAIGN_STATUSES}
          value={status}
          onChoose={(value) =>
            void navigate({
              to: '/campaigns',
              search: { ...(value ? { status: value } : {}), ...(search ? { search } : {}) },
            })
          }
        />
      </Filters>
      <DataTable
        label="Campaigns"
        what="see campaigns"
        query={campaigns}
        columns={COLUMNS}
        link={toOne}
        empty={
          status !== undefined || search !== undefined ? (
            <NoMatch title="No campaign matches" onClear={() => void navigate({ to: '/campaigns', search: {} })} />
          ) : (
            <Empty title="No campaign yet" action={begin}>
              Drop a CSV anywhere on this window, or begin with a list that is already here.
            </Empty>
          )
        }
      />
    </>
  );
}
