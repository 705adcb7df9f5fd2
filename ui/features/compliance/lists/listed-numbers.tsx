import { Button, Group, Stack, Switch } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type ComponentProps, type ReactNode, useState } from 'react';
import { type Column, DataTable } from '../../../parts/data-table.tsx';
import { Moment } from '../../../parts/moment.tsx';
import { Empty } from '../../../parts/states.tsx';
import { StatusBadge } from '../../../parts/status-badge.tsx';
import { useMay } from '../../../session/use-session.tsx';
import { Actor } from '../actor.tsx';
import { ExportNumbers } from './export-numbers.tsx';
import { ImportNumbers } from './import-numbers.tsx';
import { TakeOff } from './take-off.tsx';
import type { WhichList } from './which-list.ts';

interface Listed {
  id: string;
  number: string | null;
  reason: string;
  createdBy: string;
  createdAt: string;
  expiresAt: string | null;
  removedAt: string | null;
}
type Removal = { path: { id: string }; query: { reason: string } };

/** The query that a list which also shows what was taken off asks for. */
export function useListQuery(): { limit: number; removed?: 'true' } {
  const { removed } = useSearch({ from: '/frame/compliance/lists' });
  return { limit: 100, ...(removed && { removed: 'true' }) };
}

/** Numbers of one of the tenant's own lists: import, export, and taking one off with a reason. */
export function ListedNumbers<T extends Listed>({
  list,
  label,
  what,
  entries,
  beside,
  from,
  holds,
  empty,
  mayTakeOff,
  removal,
  consequence,
}: {
  list: WhichList;
  label: string;
  /** Completes “may not …”. */
  what: string;
  entries: ComponentProps<typeof DataTable<T>>['query'];
  /** What narrows the list, before the switch. */
  beside?: ReactNode;
  /** Where an entry came from. */
  from: { title: string; cell(one: T): string };
  /** For whom an entry holds, where that differs. */
  holds?: (one: T) => ReactNode;
  /** What to say while nobody is listed. */
  empty: string;
  mayTakeOff: boolean;
  removal: { isPending: boolean; error: unknown; mutate(of: Removal, on: { onSuccess(): void }): void };
  /** What taking this one off does. */
  consequence(one: T | null): ReactNode;
}) {
  const search = useSearch({ from: '/frame/compliance/lists' });
  const navigate = useNavigate();
  const client = useQueryClient();
  const mayWrite = useMay('dnc:write');
  const [taking, setTaking] = useState<T | null>(null);
  const taken = () => {
    void client.invalidateQueries();
    setTaking(null);
    notifications.show({ message: 'Taken off. It may be called where every other rule allows it.' });
  };
  const columns: readonly Column<T>[] = [
    { key: 'number', title: 'Number', width: '120px', cell: ({ number }) => number ?? 'index only' },
    { key: 'source', title: from.title, width: 'minmax(90px, 1fr)', cell: from.cell },
    ...(holds ? [{ key: 'for', title: 'For', width: 'minmax(90px, 1fr)', wideOnly: true, cell: holds }] : []),
    { key: 'reason', title: 'Why', width: 'minmax(100px, 2fr)', wideOnly: true, cell: ({ reason }) => reason || '–' },
    {
      key: 'by',
      title: 'By',
      width: 'minmax(90px, 1fr)',
      wideOnly: true,
      cell: ({ createdBy }) => <Actor by={createdBy} />,
    },
    { key: 'at', title: 'Since', width: '118px', wideOnly: true, cell: ({ createdAt }) => <Moment at={createdAt} /> },
    {
      key: 'until',
      title: 'Until',
      width: '118px',
      wideOnly: true,
      cell: ({ expiresAt }) => (expiresAt === null ? 'for good' : <Moment at={expiresAt} />),
    },
    {
      key: 'act',
      title: 'Act',
      width: '86px',
      align: 'end',
      cell: (one) =>
        one.removedAt !== null ? (
          <StatusBadge tone="quiet">taken off</StatusBadge>
        ) : mayTakeOff ? (
          <Button size="compact-xs" variant="default" onClick={() => setTaking(one)}>
            Take off
          </Button>
        ) : null,
    },
  ];
  return (
    <Stack gap="sm">
      <Group justify="space-between">
        <Group gap="md">
          {beside}
          <Switch
            label="Also those taken off"
            checked={search.removed === 'yes'}
            onChange={(event) =>
              void navigate({
                to: '/compliance/lists',
                search: { ...search, removed: event.currentTarget.checked ? ('yes' as const) : undefined },
              })
            }
          />
        </Group>
        {mayWrite && (
          <Group gap="xs">
            <ExportNumbers of={list} />
            <ImportNumbers to={list} />
          </Group>
        )}
      </Group>
      <DataTable
        label={label}
        what={what}
        query={entries}
        columns={columns}
        empty={<Empty title="Nobody is on it">{empty}</Empty>}
      />
      <TakeOff
        key={taking?.id ?? ''}
        opened={taking !== null}
        onClose={() => setTaking(null)}
        pending={removal.isPending}
        error={removal.error}
        onTake={(reason) =>
          taking && removal.mutate({ path: { id: taking.id }, query: { reason } }, { onSuccess: taken })
        }
      >
        {consequence(taking)}
      </TakeOff>
    </Stack>
  );
}
