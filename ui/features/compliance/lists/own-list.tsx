import { Button, Group, Modal, Stack, Switch, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import {
  listSuppressionsInfiniteOptions,
  removeSuppressionMutation,
} from '../../../api-client/@tanstack/react-query.gen.ts';
import type { Suppression } from '../../../api-client/types.gen.ts';
import { fieldErrorsOf } from '../../../http/problem.ts';
import { type Column, DataTable } from '../../../parts/data-table.tsx';
import { Moment } from '../../../parts/moment.tsx';
import { ProblemNotice } from '../../../parts/problem-notice.tsx';
import { Empty } from '../../../parts/states.tsx';
import { StatusBadge } from '../../../parts/status-badge.tsx';
import { useMay } from '../../../session/use-session.tsx';
import { Actor } from '../actor.tsx';
import { sourceLabel } from '../words.ts';

/** Everybody whom this tenant never calls. */
export function OwnList() {
  const { removed } = useSearch({ from: '/frame/compliance/lists' });
  const navigate = useNavigate();
  const mayRemove = useMay('suppressions:remove');
  const [taking, setTaking] = useState<Suppression | null>(null);
  const entries = useInfiniteQuery({
    ...listSuppressionsInfiniteOptions({ query: { limit: 100, ...(removed ? { removed: 'true' } : {}) } }),
    initialPageParam: {},
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
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
    <section aria-labelledby="own-list">
      <Group justify="space-between" mb={6}>
        <h2 id="own-list" style={{ fontSize: '1rem', margin: 0 }}>
          Your own list
        </h2>
        <Switch
          label="Also those taken off"
          checked={removed === 'yes'}
          onChange={(event) =>
            void navigate({
              to: '/compliance/lists',
              search: event.currentTarget.checked ? { removed: 'yes' } : {},
              replace: true,
            })
          }
        />
      </Group>
      <DataTable
        label="Your own list"
        what="see the do-not-call list"
        query={entries}
        columns={columns}
        empty={<Empty title="Nobody is on it">Opt-outs land here by themselves.</Empty>}
      />
      <TakeOff one={taking} onClose={() => setTaking(null)} />
    </section>
  );
}

function TakeOff({ one, onClose }: { one: Suppression | null; onClose: () => void }) {
  const client = useQueryClient();
  const [reason, setReason] = useState('');
  const remove = useMutation({
    ...removeSuppressionMutation(),
    onSuccess: () => {
      void client.invalidateQueries();
      setReason('');
      onClose();
      notifications.show({ message: 'Taken off. It may be called where every other rule allows it.' });
    },
  });
  return (
    <Modal opened={one !== null} onClose={onClose} title="Take a number off the list">
      {one && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            remove.mutate({ path: { id: one.id }, query: { reason } });
          }}
        >
          <Stack gap="sm">
            <Text size="sm">
              {one.number ?? 'This number'} was listed because of {sourceLabel(one.source)}. Off the list, somebody who
              said no may be called again. Leads that were ended stay ended. Your name and reason stay with the entry.
            </Text>
            <TextInput
              label="Why"
              description="At least ten characters, such as: Consented anew in writing on 20 November"
              required
              minLength={10}
              data-autofocus
              value={reason}
              error={remove.error ? fieldErrorsOf(remove.error)['query.reason'] : undefined}
              onChange={(event) => setReason(event.currentTarget.value)}
            />
            {remove.error && <ProblemNotice error={remove.error} />}
            <Group justify="flex-end">
              <Button variant="default" onClick={onClose}>
                Cancel
              </Button>
              <Button type="submit" color="red" loading={remove.isPending}>
                Take off
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Modal>
  );
}
