import { CloseButton, Group, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { LEAD_STATES, REFUSAL_REASONS } from '../../../api/contract/vocabulary.ts';
import { listLeadsInfiniteOptions } from '../../api-client/@tanstack/react-query.gen.ts';
import type { LeadSummary } from '../../api-client/types.gen.ts';
import { dispositionLabel } from '../../charts/disposition-groups.ts';
import { type Column, DataTable } from '../../parts/data-table.tsx';
import { CampaignFilter } from '../../parts/campaign-filter.tsx';
import { ChoiceFilter } from '../../parts/choice-filter.tsx';
import { Filters } from '../../parts/filters.tsx';
import { placeOf } from '../../parts/moment.tsx';
import { Empty, NoMatch } from '../../parts/states.tsx';
import { StatusBadge } from '../../parts/status-badge.tsx';
import { TypedFilter } from '../../parts/typed-filter.tsx';
import { useListChoices } from '../../parts/use-choices.ts';
import { LeadPlaces } from './lead-places.tsx';
import { leadName, LEAD_STATE_LABELS, LEAD_STATE_TONES } from './lead-words.ts';

const REASONS: Readonly<Record<string, string>> = REFUSAL_REASONS;

const toOne = ({ id }: { id: string }) => ({ to: '/leads/$id', params: { id } }) as const;

const COLUMNS: readonly Column<LeadSummary>[] = [
  { key: 'name', title: 'Name', width: 'minmax(84px, 1.6fr)', cell: leadName },
  {
    key: 'company',
    title: 'Company',
    width: 'minmax(90px, 1.1fr)',
    wideOnly: true,
    cell: ({ company }) => company || '–',
  },
  {
    key: 'number',
    title: 'Number',
    width: '98px',
    cell: ({ phones }) => (
      <>
        {phones[0]?.number ?? '–'}
        {phones.length > 1 && <span className="quiet"> +{phones.length - 1}</span>}
      </>
    ),
  },
  {
    key: 'place',
    title: 'Rings in',
    width: 'minmax(90px, 1fr)',
    wideOnly: true,
    cell: ({ phones }) => phones[0]?.zones.map(placeOf).join(', ') || <span className="quiet">unknown</span>,
  },
  {
    key: 'state',
    title: 'State',
    width: '112px',
    cell: ({ campaigns, phones }) => {
      if (phones.some(({ suppressed }) => suppressed)) return <StatusBadge tone="bad">do not call</StatusBadge>;
      const [one] = campaigns;
      if (!one) return <span className="quiet">in no campaign</span>;
      return <StatusBadge tone={LEAD_STATE_TONES[one.state]}>{LEAD_STATE_LABELS[one.state]}</StatusBadge>;
    },
  },
  {
    key: 'last',
    title: 'Last call',
    width: 'minmax(90px, 1fr)',
    wideOnly: true,
    cell: ({ campaigns }) => {
      const last = campaigns.find(({ lastDisposition }) => lastDisposition !== null)?.lastDisposition;
      return last ? dispositionLabel(last) : <span className="quiet">none</span>;
    },
  },
];

/** Everybody in the lists, however many. */
export function Leads() {
  const filter = useSearch({ from: '/frame/leads' });
  const { list, campaign, state, reason, disposition, search } = filter;
  const navigate = useNavigate();
  const lists = useListChoices();
  const leads = useInfiniteQuery({
    ...listLeadsInfiniteOptions({
      query: {
        ...(list ? { listId: list } : {}),
        ...(search ? { search } : {}),
        ...(campaign ? { campaignId: campaign } : {}),
        ...(campaign && state ? { state } : {}),
        ...(campaign && reason ? { reason } : {}),
        ...(campaign && disposition ? { disposition } : {}),
        limit: 100,
      },
    }),
    initialPageParam: {},
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });
  // Back takes away what was chosen last; words that are typed are one step, not one a letter.
  const set = (change: Partial<typeof filter>, replace = false) =>
    void navigate({ to: '/leads', search: { ...filter, ...change }, replace });
  const isFiltered = Object.values(filter).some((value) => value !== undefined);
  return (
    <>
      <LeadPlaces />
      <Filters label="Filter leads">
        <TypedFilter
          label="Name, company, e-mail or your id"
          placeholder="Name, company, e-mail, id"
          value={search}
          onType={(text) => set({ search: text }, search !== undefined)}
        />
        <ChoiceFilter
          label="List"
          any="Any list"
          choices={lists}
          value={list}
          onChoose={(value) => set({ list: value })}
          width={190}
        />
        <CampaignFilter
          value={campaign}
          onChoose={(value) =>
            set({
              campaign: value,
              ...(value ? {} : { state: undefined, reason: undefined, disposition: undefined }),
            })
          }
        />
        {campaign !== undefined && (
          <ChoiceFilter
            label="State in the campaign"
            any="Any state"
            choices={LEAD_STATES.map((value) => ({ value, label: LEAD_STATE_LABELS[value] }))}
            value={state}
            onChoose={(value) => set({ state: value })}
            width={150}
          />
        )}
        {reason !== undefined && (
          <Group gap={4}>
            <Text size="sm">{REASONS[reason] ?? reason}</Text>
            <CloseButton size="sm" aria-label="Whatever the reason" onClick={() => set({ reason: undefined })} />
          </Group>
        )}
      </Filters>
      <DataTable
        label="Leads"
        what="see leads"
        query={leads}
        columns={COLUMNS}
        link={toOne}
        empty={
          isFiltered ? (
            <NoMatch title="Nobody matches" onClear={() => void navigate({ to: '/leads', search: {} })} />
          ) : (
            <Empty title="No leads yet">Drop a CSV anywhere on this window.</Empty>
          )
        }
      />
    </>
  );
}
