import { TextInput } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { listLedgerInfiniteOptions } from '../../../api-client/@tanstack/react-query.gen.ts';
import type { LedgerEntry } from '../../../api-client/types.gen.ts';
import { CampaignFilter } from '../../../parts/campaign-filter.tsx';
import { ChoiceFilter } from '../../../parts/choice-filter.tsx';
import { type Column, DataTable } from '../../../parts/data-table.tsx';
import { Filters } from '../../../parts/filters.tsx';
import { Moment } from '../../../parts/moment.tsx';
import { Empty, NoMatch } from '../../../parts/states.tsx';
import { StatusBadge } from '../../../parts/status-badge.tsx';
import { Actor } from '../actor.tsx';
import { LEDGER_LABELS } from '../words.ts';
import { entryWords } from './entry-words.ts';
import { LEDGER_KIND_CHOICES } from './kinds.ts';

const COLUMNS: readonly Column<LedgerEntry>[] = [
  {
    key: 'kind',
    title: 'What',
    width: 'minmax(92px, 1fr)',
    cell: ({ kind }) => LEDGER_LABELS[kind] ?? kind,
  },
  { key: 'words', title: 'In words', width: 'minmax(100px, 3fr)', cell: (entry) => entryWords(entry) || '–' },
  { key: 'actor', title: 'By', width: 'minmax(90px, 1fr)', wideOnly: true, cell: ({ actor }) => <Actor by={actor} /> },
  {
    key: 'seq',
    title: 'Sealed as',
    width: '90px',
    align: 'end',
    wideOnly: true,
    cell: ({ seq }) => (seq === null ? <StatusBadge tone="info">sealing</StatusBadge> : `#${seq}`),
  },
  { key: 'at', title: 'When', width: '118px', align: 'end', cell: ({ at }) => <Moment at={at} /> },
];

const LOOK_AGAIN_MS = 3_000;

/** An entry is sealed within seconds; until then its row has no proof to open. Whoever reads further down is left alone. */
const whileSealing = (pages: readonly { items: readonly LedgerEntry[] }[]) =>
  pages.length === 1 && pages.some(({ items }) => items.some(({ seq }) => seq === null)) && LOOK_AGAIN_MS;

/** The ledger, newest first, by kind, rule, campaign and day. A row opens its proof. */
export function Entries() {
  const filter = useSearch({ from: '/frame/compliance/ledger' });
  const navigate = useNavigate();
  const { kind, rule, campaign, since } = filter;
  const [typed, setTyped] = useState(rule ?? '');
  useEffect(() => setTyped(rule ?? ''), [rule]);
  const entries = useInfiniteQuery({
    ...listLedgerInfiniteOptions({
      query: {
        ...(kind ? { kind } : {}),
        ...(rule ? { rule } : {}),
        ...(campaign ? { campaignId: campaign } : {}),
        ...(since ? { since: new Date(`${since}T00:00:00`).toISOString() } : {}),
        limit: 100,
      },
    }),
    initialPageParam: {},
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    refetchInterval: ({ state }) => whileSealing(state.data?.pages ?? []),
  });
  const set = (change: Partial<typeof filter>) =>
    void navigate({ to: '/compliance/ledger', search: { ...filter, ...change } });
  const isFiltered = [kind, rule, campaign, since].some((value) => value !== undefined);
  return (
    <>
      <Filters label="Filter the ledger">
        <ChoiceFilter
          label="Kind"
          any="Any kind"
          choices={LEDGER_KIND_CHOICES.map((value) => ({ value, label: LEDGER_LABELS[value] ?? value }))}
          value={kind}
          onChoose={(value) => set({ kind: value })}
          width={190}
        />
        <CampaignFilter value={campaign} onChoose={(value) => set({ campaign: value })} />
        <form
          onSubmit={(event) => {
            event.preventDefault();
            set({ rule: typed.trim() || undefined });
          }}
        >
          <TextInput
            aria-label="Rule that spoke against it"
            placeholder="Rule, such as us-fl.hours; Enter"
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            w={230}
          />
        </form>
        <TextInput
          aria-label="Since"
          type="date"
          value={since ?? ''}
          onChange={(event) => set({ since: event.currentTarget.value || undefined })}
          w={150}
        />
      </Filters>
      <DataTable
        label="Entries of the ledger"
        what="see the ledger"
        query={entries}
        columns={COLUMNS}
        link={({ seq }) => ({
          to: '/compliance/ledger',
          search: seq === null ? filter : { ...filter, entry: seq },
        })}
        empty={
          isFiltered ? (
            <NoMatch
              title="No entry is like that"
              onClear={() => void navigate({ to: '/compliance/ledger', search: {} })}
            >
              By kind or rule alone, the last 31 days are searched.
            </NoMatch>
          ) : (
            <Empty title="The ledger is empty">Its first entry comes with the first import.</Empty>
          )
        }
      />
    </>
  );
}
