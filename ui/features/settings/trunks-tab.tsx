import {
  Button,
  Group,
  Modal,
  NumberInput,
  Select,
  Stack,
  Table,
  Text,
  TextInput,
  VisuallyHidden,
} from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import {
  createTrunkMutation,
  deleteTrunkMutation,
  listTrunksOptions,
  listTrunksQueryKey,
  updateTrunkMutation,
} from '../../api-client/@tanstack/react-query.gen.ts';
import type { Trunk } from '../../api-client/types.gen.ts';
import { fieldErrorsOf } from '../../http/problem.ts';
import { counted } from '../../parts/figures.ts';
import { Panel } from '../../parts/panel.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { Empty, Loaded } from '../../parts/states.tsx';
import { StatusBadge } from '../../parts/status-badge.tsx';
import { useMay } from '../../session/use-session.tsx';

const QUERY = { query: { limit: 200 } };
const CARRIERS: Readonly<Record<Trunk['carrier'], string>> = {
  'livekit-sip': 'LiveKit SIP trunk',
  loopback: 'Loopback: development callees with voices',
  fake: 'Fake: seeded outcomes, no media',
};

/** Ways out to telephones, how fast they may be used, and what is on them now. */
export function TrunksTab() {
  const trunks = useQuery({ ...listTrunksOptions(QUERY), refetchInterval: 5_000 });
  const mayWrite = useMay('trunks:write');
  const [editing, setEditing] = useState<Trunk | 'new' | null>(null);
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
            <Table.ScrollContainer minWidth={620} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
              <Table horizontalSpacing="md">
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>Trunk</Table.Th>
                    <Table.Th>State</Table.Th>
                    <Table.Th ta="right">Calls now</Table.Th>
                    <Table.Th ta="right">A second</Table.Th>
                    <Table.Th>
                      <VisuallyHidden>Actions</VisuallyHidden>
                    </Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {items.map((trunk) => (
                    <Table.Tr key={trunk.id}>
                      <Table.Td>
                        <Text size="sm" fw={600}>
                          {trunk.name} {trunk.shared && <StatusBadge tone="quiet">of the installation</StatusBadge>}
                        </Text>
                        <Text size="xs" className="quiet">
                          {CARRIERS[trunk.carrier]}
                          {trunk.livekitTrunkId !== null && ` · ${trunk.livekitTrunkId}`}
                        </Text>
                      </Table.Td>
                      <Table.Td>
                        <StatusBadge tone={trunk.status === 'active' ? 'good' : 'warn'}>{trunk.status}</StatusBadge>
                        {trunk.pausedReason !== null && (
                          <Text size="xs" className="quiet">
                            {trunk.pausedReason}
                          </Text>
                        )}
                      </Table.Td>
                      <Table.Td ta="right">
                        {trunk.liveCalls} of {trunk.maxConcurrentCalls}
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
                              onClick={() => setEditing(trunk)}
                            >
                              Change
                            </Button>
                          </Group>
                        )}
                      </Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </Table.ScrollContainer>
          )
        }
      </Loaded>
      {editing !== null && <TrunkForm trunk={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
    </Panel>
  );
}

function useReadAgain() {
  const client = useQueryClient();
  return () => void client.invalidateQueries({ queryKey: listTrunksQueryKey(QUERY) });
}

function PauseButton({ trunk }: { trunk: Trunk }) {
  const readAgain = useReadAgain();
  const update = useMutation({ ...updateTrunkMutation(), onSettled: readAgain });
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
          body: paused
            ? { status: 'active', pausedReason: null }
            : { status: 'paused', pausedReason: 'Paused by hand.' },
          headers: { 'If-Match': `"${trunk.version}"` },
        })
      }
    >
      {paused ? 'Resume' : 'Pause'}
    </Button>
  );
}

function TrunkForm({ trunk, onClose }: { trunk: Trunk | null; onClose: () => void }) {
  const readAgain = useReadAgain();
  const [name, setName] = useState(trunk?.name ?? '');
  const [carrier, setCarrier] = useState<Trunk['carrier']>(trunk?.carrier ?? 'livekit-sip');
  const [livekitTrunkId, setLivekitTrunkId] = useState(trunk?.livekitTrunkId ?? '');
  const [callsPerSecond, setCallsPerSecond] = useState<number>(trunk?.callsPerSecond ?? 1);
  const [maxConcurrentCalls, setMaxConcurrentCalls] = useState<number>(trunk?.maxConcurrentCalls ?? 10);
  const done = {
    onSuccess: () => {
      readAgain();
      onClose();
    },
  };
  const create = useMutation({ ...createTrunkMutation(), ...done });
  const update = useMutation({ ...updateTrunkMutation(), ...done });
  const remove = useMutation({ ...deleteTrunkMutation(), ...done });
  const error = create.error ?? update.error ?? remove.error;
  const errors = fieldErrorsOf(error ?? undefined);
  function submit(event: FormEvent) {
    event.preventDefault();
    const body = { name, livekitTrunkId: livekitTrunkId.trim() || null, callsPerSecond, maxConcurrentCalls };
    if (trunk === null) create.mutate({ body: { ...body, carrier } });
    else update.mutate({ path: { id: trunk.id }, body, headers: { 'If-Match': `"${trunk.version}"` } });
  }
  return (
    <Modal opened onClose={onClose} title={trunk === null ? 'Add a trunk' : `Change ${trunk.name}`}>
      <form onSubmit={submit}>
        <Stack gap="sm">
          <TextInput
            label="Name"
            required
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            error={errors['name']}
          />
          <Select
            label="Carrier"
            data={Object.entries(CARRIERS).map(([value, label]) => ({ value, label }))}
            value={carrier}
            allowDeselect={false}
            disabled={trunk !== null}
            onChange={(value) => setCarrier(value === 'loopback' || value === 'fake' ? value : 'livekit-sip')}
          />
          {carrier === 'livekit-sip' && (
            <TextInput
              label="Id of the trunk at LiveKit"
              placeholder="ST_…"
              value={livekitTrunkId}
              onChange={(event) => setLivekitTrunkId(event.currentTarget.value)}
              error={errors['livekitTrunkId']}
            />
          )}
          <Group grow>
            <NumberInput
              label="New calls a second"
              min={0.1}
              max={1000}
              step={0.5}
              value={callsPerSecond}
              onChange={(value) => setCallsPerSecond(Number(value))}
              error={errors['callsPerSecond']}
            />
            <NumberInput
              label="Calls at once"
              min={0}
              max={100_000}
              value={maxConcurrentCalls}
              onChange={(value) => setMaxConcurrentCalls(Number(value))}
              error={errors['maxConcurrentCalls']}
            />
          </Group>
          {error && <ProblemNotice error={error} />}
          <Group justify="space-between">
            {trunk === null ? (
              <span />
            ) : (
              <Button
                variant="default"
                loading={remove.isPending}
                onClick={() => remove.mutate({ path: { id: trunk.id } })}
              >
                Remove{trunk.liveCalls > 0 ? `, with ${counted(trunk.liveCalls, 'call')} on it` : ''}
              </Button>
            )}
            <Button type="submit" loading={create.isPending || update.isPending}>
              {trunk === null ? 'Add' : 'Save'}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
