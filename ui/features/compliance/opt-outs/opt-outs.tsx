import { Button, Group, Select } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { listOptOutsInfiniteOptions } from '../../../api-client/@tanstack/react-query.gen.ts';
import type { OptOutSummary } from '../../../api-client/types.gen.ts';
import { type Column, DataTable } from '../../../parts/data-table.tsx';
import { Moment } from '../../../parts/moment.tsx';
import { Empty } from '../../../parts/states.tsx';
import { StatusBadge } from '../../../parts/status-badge.tsx';
import { Tabbed } from '../../../parts/tabbed.tsx';
import { useMay } from '../../../session/use-session.tsx';
import { Actor } from '../actor.tsx';
import { CompliancePlaces } from '../compliance-places.tsx';
import { OPT_OUT_TONES, sourceLabel } from '../words.ts';
import { OPT_OUT_SOURCE_CHOICES, OPT_OUT_STATUS_CHOICES } from './choices.ts';
import { Inboxes } from './inboxes.tsx';
import { Links } from './links.tsx';
import { OPT_OUT_TAB_TITLES, OPT_OUT_TABS } from './opt-out-tabs.ts';
import { RecordOptOut } from './record-opt-out.tsx';

const COLUMNS: readonly Column<OptOutSummary>[] = [
  { key: 'number', title: 'Number', width: '112px', cell: ({ number }) => number },
  {
    key: 'source',
    title: 'Heard of by',
    width: 'minmax(100px, 1fr)',
    cell: ({ source }) => sourceLabel(source),
  },
  { key: 'reason', title: 'Why', width: 'minmax(120px, 2fr)', wideOnly: true, cell: ({ reason }) => reason || '–' },
  {
    key: 'by',
    title: 'Recorded by',
    width: 'minmax(100px, 1fr)',
    wideOnly: true,
    cell: ({ createdBy }) => <Actor by={createdBy} />,
  },
  {
    key: 'status',
    title: 'Receipt',
    width: '84px',
    cell: ({ status }) => (
      <StatusBadge tone={OPT_OUT_TONES[status] ?? 'quiet'} pulse={status === 'open'}>
        {status}
      </StatusBadge>
    ),
  },
  {
    key: 'at',
    title: 'When',
    width: '118px',
    align: 'end',
    wideOnly: true,
    cell: ({ receivedAt }) => <Moment at={receivedAt} />,
  },
];

/** Refusals: those that came, and the ways by which they come. */
export function OptOuts() {
  const { record, ...rest } = useSearch({ from: '/frame/compliance/opt-outs' });
  const navigate = useNavigate();
  const mayWrite = useMay('suppressions:write');
  return (
    <>
      <CompliancePlaces
        lead="Who wants no more calls, and the receipt that shows every place it reached."
        actions={
          mayWrite && (
            <RecordOptOut
              label="Record an opt-out"
              begun={record === 'yes'}
              onLeft={() => void navigate({ to: '/compliance/opt-outs', search: rest, replace: true })}
            />
          )
        }
      />
      <Tabbed
        label="Opt-outs"
        names={OPT_OUT_TABS}
        titles={OPT_OUT_TAB_TITLES}
        value={rest.tab ?? 'receipts'}
        onChange={(name) => void navigate({ to: '/compliance/opt-outs', search: { tab: name } })}
        panels={{ receipts: <Receipts />, inboxes: <Inboxes />, links: <Links /> }}
      />
    </>
  );
}

/** Everybody who refused calls, each with the receipt that proves what it reached. */
function Receipts() {
  const filter = useSearch({ from: '/frame/compliance/opt-outs' });
  const navigate = useNavigate();
  const optOuts = useInfiniteQuery({
    ...listOptOutsInfiniteOptions({
      query: {
        ...(filter.status ? { status: filter.status } : {}),
        ...(filter.source ? { source: filter.source } : {}),
        limit: 100,
      },
    }),
    initialPageParam: {},
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });
  const set = (change: Partial<typeof filter>) =>
    void navigate({ to: '/compliance/opt-outs', search: { ...filter, ...change } });
  const isFiltered = filter.status !== undefined || filter.source !== undefined;
  return (
    <>
      <Group gap="xs" mb="sm" role="search" aria-label="Filter opt-outs">
        <Select
          aria-label="Receipt"
          placeholder="Any receipt"
          data={OPT_OUT_STATUS_CHOICES}
          value={filter.status ?? null}
          onChange={(value) => set({ status: OPT_OUT_STATUS_CHOICES.find((one) => one === value) })}
          clearable
          w={140}
        />
        <Select
          aria-label="Heard of by"
          placeholder="However heard of"
          data={OPT_OUT_SOURCE_CHOICES.map((value) => ({ value, label: sourceLabel(value) }))}
          value={filter.source ?? null}
          onChange={(value) => set({ source: OPT_OUT_SOURCE_CHOICES.find((one) => one === value) })}
          clearable
          w={190}
        />
      </Group>
      <DataTable
        label="Opt-outs"
        what="see opt-outs"
        query={optOuts}
        columns={COLUMNS}
        link={({ id }) => ({ to: '/compliance/opt-outs/$id', params: { id } })}
        empty={
          isFiltered ? (
            <Empty
              title="None like that"
              action={
                <Button variant="default" onClick={() => void navigate({ to: '/compliance/opt-outs', search: {} })}>
                  Clear the filters
                </Button>
              }
            />
          ) : (
            <Empty title="Nobody has refused yet">
              Refusals come from calls, keys pressed, the web form, e-mail and text messages; you record a letter here.
            </Empty>
          )
        }
      />
    </>
  );
}
