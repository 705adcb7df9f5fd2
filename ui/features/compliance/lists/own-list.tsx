import { Button, Group, Stack, Switch } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import {
  listSuppressionsInfiniteOptions,
  removeSuppressionMutation,
} from '../../../api-client/@tanstack/react-query.gen.ts';
import type { Suppression } from '../../../api-client/types.gen.ts';
import { type Column, DataTable } from '../../../parts/data-table.tsx';
import { Moment } from '../../../parts/moment.tsx';
import { Empty } from '../../../parts/states.tsx';
import { StatusBadge } from '../../../parts/status-badge.tsx';
import { useMay } from '../../../session/use-session.tsx';
import { Actor } from '../actor.tsx';
import { sourceLabel } from '../words.ts';
import { ExportNumbers } from './export-numbers.tsx';
import { ImportNumbers } from './import-numbers.tsx';
import { TakeOff } from './take-off.tsx';

/** Everybody whom this tenant never calls. */
export function OwnList() {
  const { removed } = useSearch({ from: '/frame/compliance/lists' });
  const navigate = useNavigate();
  const client = useQueryClient();
  const mayRemove = useMay('suppressions:remove');
  const mayWrite = useMay('dnc:write');
  const [taking, setTaking] = useState<Suppression | null>(null);
  const entries = useInfiniteQuery({
    ...listSuppressionsInfiniteOptions({ query: { limit: 100, ...(removed ? { removed: 'true' } : {}) } }),
    initialPageParam: {},
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });
  const remove = useMutation({
    ...removeSuppressionMutation(),
    onSuccess: () => {
      void client.invalidateQueries();
      setTaking(null);
      notifications.show({ message: 'Taken off. It may be called where every other rule allows it.' });
    },
  });
  const columns: readonly Column<Suppression>[] = [
    { key: 'number', title: 'Number', width: '120px', cell: ({ number }) => number ?? 'index only' },
    { key: 'source', title: 'Heard of by', width: 'minmax(90px, 1fr)', cell: ({ source }) => sourceLabel(source) },
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
      key: 'act',
      title: 'Act',
      width: '86px',
      align: 'end',
      cell: (one) =>
        one.removedAt !== null ? (
          <StatusBadge tone="quiet">taken off</StatusBadge>
        ) : mayRemove ? (
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
              search: { tab: 'own', ...(event.currentTarget.checked && { removed: 'yes' as const }) },
              replace: true,
            })
          }
        />
        {mayWrite && (
          <Group gap="xs">
            <ExportNumbers list="internal" />
            <ImportNumbers list="internal" />
          </Group>
        )}
      </Group>
      <DataTable
        label="Your own list"
        what="see the do-not-call list"
        query={entries}
        columns={columns}
        empty={<Empty title="Nobody is on it">Opt-outs land here by themselves.</Empty>}
      />
      <TakeOff
        key={taking?.id ?? ''}
        opened={taking !== null}
        onClose={() => setTaking(null)}
        pending={remove.isPending}
        error={remove.error}
        onTake={(reason) => taking && remove.mutate({ path: { id: taking.id }, query: { reason } })}
      >
        {taking?.number ?? 'This number'} was listed because of {taking && sourceLabel(taking.source)}. Off the list,
        somebody who said no may be called again. Leads that were ended stay ended.
      </TakeOff>
    </Stack>
  );
}
