import { Button, Group, Table, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery } from '@tanstack/react-query';
import { listTrunksOptions, updateTrunkMutation } from '../../api-client/@tanstack/react-query.gen.ts';
import { updateTrunk } from '../../api-client/sdk.gen.ts';
import type { Trunk } from '../../api-client/types.gen.ts';
import { problemOf } from '../../http/problem.ts';
import { useAct } from '../../http/use-act.ts';
import { figure } from '../../parts/figures.ts';
import { Panel } from '../../parts/panel.tsx';
import { ACTIONS, Named, SmallTable } from '../../parts/small-table.tsx';
import { Empty, Loaded } from '../../parts/states.tsx';
import { StatusBadge } from '../../parts/status-badge.tsx';
import { useKeptOpen } from '../../parts/use-kept.ts';
import { useUndo } from '../../parts/use-undo.tsx';
import { useMay } from '../../session/use-session.tsx';
import { CARRIERS, TrunkForm } from './trunk-form.tsx';

/** Ways out to telephones, how fast they may be used, and what is on them now. */
export function TrunksTab() {
  const trunks = useQuery({ ...listTrunksOptions({ query: { limit: 200 } }), refetchInterval: 5_000 });
  const mayWrite = useMay('trunks:write');
  const [editing, setEditing] = useKeptOpen<string | null>('trunk', null);
  const edited = trunks.data?.items.find(({ id }) => id === editing);
  return (
    <Panel
      title="Trunks"
      note="Ways out to telephones. A limit here holds for every campaign that uses the trunk, within a second or two."
      aside={mayWrite && <Button onClick={() => setEditing('new')}>Add a trunk</Button>}
      flush
    >
      <Loaded of={trunks} what="see trunks">
        {({ items }) =>
          items.length === 0 ? (
            <Empty title="No trunks">Without one, nothing can be dialled.</Empty>
          ) : (
            <SmallTable
              heads={[
                'Trunk',
                'State',
                { title: 'Calls now', align: 'end' },
                { title: 'A second', align: 'end' },
                ACTIONS,
              ]}
              minWidth={620}
            >
              {items.map((trunk) => (
                <Table.Tr key={trunk.id}>
                  <Named
                    note={
                      <>
                        {CARRIERS[trunk.carrier]}
                        {trunk.livekitTrunkId !== null && ` · ${trunk.livekitTrunkId}`}
                      </>
                    }
                  >
                    {trunk.name} {trunk.shared && <StatusBadge tone="quiet">of the installation</StatusBadge>}
                  </Named>
                  <Table.Td>
                    <StatusBadge tone={trunk.status === 'active' ? 'good' : 'warn'}>{trunk.status}</StatusBadge>
                    {trunk.pausedReason !== null && (
                      <Text size="xs" className="quiet">
                        {trunk.pausedReason}
                      </Text>
                    )}
                  </Table.Td>
                  <Table.Td ta="right">
                    {figure(trunk.liveCalls)} of {figure(trunk.maxConcurrentCalls)}
                  </Table.Td>
                  <Table.Td ta="right">{trunk.callsPerSecond}</Table.Td>
                  <Table.Td ta="right">
                    {mayWrite && !trunk.shared && (
                      <Group gap={6} justify="flex-end" wrap="nowrap">
                        <PauseButton trunk={trunk} />
                        <Button
                          size="compact-sm"
                          variant="default"
                          aria-label={`Change ${trunk.name}`}
                          onClick={() => setEditing(trunk.id)}
                        >
                          Change
                        </Button>
                      </Group>
                    )}
                  </Table.Td>
                </Table.Tr>
              ))}
            </SmallTable>
          )
        }
      </Loaded>
      {editing === 'new' && <TrunkForm trunk={null} onClose={() => setEditing(null)} />}
      {edited && <TrunkForm trunk={edited} onClose={() => setEditing(null)} />}
    </Panel>
  );
}

const RESUMED = { status: 'active', pausedReason: null } as const;

function PauseButton({ trunk }: { trunk: Trunk }) {
  const offerUndo = useUndo();
  const update = useAct(
    {
      ...updateTrunkMutation(),
      onError: (error) => notifications.show({ color: 'red', message: problemOf(error).detail }),
    },
    ({ id, name, status, version }) => {
      if (status === 'active') return;
      offerUndo({
        of: `trunk ${id}`,
        message: `${name} is paused: nothing new is dialled by it.`,
        undo: () => updateTrunk({ path: { id }, body: RESUMED, headers: { 'If-Match': `"${version}"` } }),
        undone: `${name} is active again.`,
      });
    },
  );
  const paused = trunk.status === 'paused';
  return (
    <Button
      size="compact-sm"
      variant="default"
      loading={update.isPending}
      aria-label={`${paused ? 'Resume' : 'Pause'} ${trunk.name}`}
      onClick={() =>
        update.mutate({
          path: { id: trunk.id },
          body: paused ? RESUMED : { status: 'paused', pausedReason: 'Paused by hand.' },
          headers: { 'If-Match': `"${trunk.version}"` },
        })
      }
    >
      {paused ? 'Resume' : 'Pause'}
    </Button>
  );
}
