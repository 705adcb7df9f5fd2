import { Button, Group, Stack, Switch } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import {
  listLitigatorsInfiniteOptions,
  removeLitigatorMutation,
} from '../../../api-client/@tanstack/react-query.gen.ts';
import type { Litigator } from '../../../api-client/types.gen.ts';
import { type Column, DataTable } from '../../../parts/data-table.tsx';
import { Moment } from '../../../parts/moment.tsx';
import { Empty } from '../../../parts/states.tsx';
import { StatusBadge } from '../../../parts/status-badge.tsx';
import { useMay } from '../../../session/use-session.tsx';
import { Actor } from '../actor.tsx';
import { ImportNumbers } from './import-numbers.tsx';
import { ExportNumbers } from './export-numbers.tsx';
import { TakeOff } from './take-off.tsx';

/** People known to sue: not called, though they refused nothing. */
export function Litigators() {
  const { removed } = useSearch({ from: '/frame/compliance/lists' });
  const navigate = useNavigate();
  const client = useQueryClient();
  const mayWrite = useMay('dnc:write');
  const [taking, setTaking] = useState<Litigator | null>(null);
  const entries = useInfiniteQuery({
    ...listLitigatorsInfiniteOptions({ query: { limit: 100, ...(removed ? { removed: 'true' } : {}) } }),
    initialPageParam: {},
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });
  const remove = useMutation({
    ...removeLitigatorMutation(),
    onSuccess: () => {
      void client.invalidateQueries();
      setTaking(null);
      notifications.show({ message: 'Taken off. It may be called where every other rule allows it.' });
    },
  });
  const columns: readonly Column<Litigator>[] = [
    { key: 'number', title: 'Number', width: '120px', cell: ({ number }) => number ?? 'index only' },
    { key: 'source', title: 'From', width: 'minmax(90px, 1fr)', cell: ({ source }) => source || '–' },
    { key: 'reason', title: 'Why', width: 'minmax(100px, 2fr)', wideOnly: true, cell: ({ reason }) => reason || '–' },
    {
      key: 'by',
      title: 'By',
      width: 'minmax(90px, 1fr)',
      wideOnly: true,
      cell: ({ createdBy }) => <Actor by={createdBy} />,
    },
    { key: 'at', title: 'Since', width: '104px', wideOnly: true, cell: ({ createdAt }) => <Moment at={createdAt} /> },
    {
      key: 'until',
      title: 'Until',
      width: '104px',
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
        ) : mayWrite ? (
          <Button size="compact-xs" variant="default" onClick={() => setTaking(one)}>
            Take off
          </Button>
        ) : null,
    },
  ];
  return (
    <Stack gap="sm">
      <Group justify="space-between">
        <Switch
          label="Also those taken off"
          checked={removed === 'yes'}
          onChange={(event) =>
            void navigate({
              to: '/compliance/lists',
              search: { tab: 'litigators', ...(event.currentTarget.checked && { removed: 'yes' as const }) },
              replace: true,
            })
          }
        />
        {mayWrite && (
          <Group gap="xs">
            <ExportNumbers list="litigator" />
            <ImportNumbers list="litigator" />
          </Group>
        )}
      </Group>
      <DataTable
        label="Litigators"
        what="see litigators"
        query={entries}
        columns={columns}
        empty={<Empty title="Nobody is on it">A service that sells such lists, or your lawyer, names them.</Empty>}
      />
      <TakeOff
        key={taking?.id ?? ''}
        opened={taking !== null}
        onClose={() => setTaking(null)}
        pending={remove.isPending}
        error={remove.error}
        onTake={(reason) => taking && remove.mutate({ path: { id: taking.id }, query: { reason } })}
      >
        {taking?.number ?? 'This number'} may be called again where every other rule allows it. A refusal of the same
        number stays, and so do leads that were ended.
      </TakeOff>
    </Stack>
  );
}
