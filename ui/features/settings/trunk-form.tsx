import { Button, Group, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import {
  createTrunkMutation,
  deleteTrunkMutation,
  updateTrunkMutation,
} from '../../api-client/@tanstack/react-query.gen.ts';
import type { Trunk } from '../../api-client/types.gen.ts';
import { fieldErrorsOf } from '../../http/problem.ts';
import { useAct } from '../../http/use-act.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { FormDialog } from '../../parts/form-dialog.tsx';
import { NumberField } from '../../parts/number-field.tsx';
import { useKept } from '../../parts/use-kept.ts';

export const CARRIERS: Readonly<Record<Trunk['carrier'], string>> = {
  'livekit-sip': 'LiveKit SIP trunk',
  loopback: 'Loopback: development callees with voices',
  fake: 'Fake: seeded outcomes, no media',
};

type Typed = Pick<Trunk, 'name' | 'carrier' | 'livekitTrunkId' | 'callsPerSecond' | 'maxConcurrentCalls' | 'version'>;
const NEW: Typed = {
  name: '',
  carrier: 'livekit-sip',
  livekitTrunkId: '',
  callsPerSecond: 1,
  maxConcurrentCalls: 10,
  version: 0,
};

/** A new trunk, or another name and limits for one. */
export function TrunkForm({ trunk, onClose }: { trunk: Trunk | null; onClose: () => void }) {
  const [typed, setTyped, forget] = useKept<Typed>(`trunk:${trunk?.id ?? 'new'}`, trunk ?? NEW);
  const set = (change: Partial<Typed>) => setTyped({ ...typed, ...change });
  const { name, carrier, livekitTrunkId, callsPerSecond, maxConcurrentCalls } = typed;
  const [isRemoving, setRemoving] = useState(false);
  const done = () => {
    forget();
    onClose();
  };
  const create = useAct(createTrunkMutation(), done);
  const update = useAct(updateTrunkMutation(), done);
  const remove = useAct(deleteTrunkMutation(), done);
  const error = create.error ?? update.error;
  const errors = fieldErrorsOf(error ?? undefined);
  function submit() {
    const body = { name, livekitTrunkId: livekitTrunkId?.trim() || null, callsPerSecond, maxConcurrentCalls };
    if (trunk === null) create.mutate({ body: { ...body, carrier } });
    else update.mutate({ path: { id: trunk.id }, body, headers: { 'If-Match': `"${typed.version}"` } });
  }
  if (trunk !== null && isRemoving)
    return (
      <Confirm
        title={`Remove ${trunk.name}?`}
        act="Remove"
        danger
        of={remove}
        onConfirm={() => remove.mutate({ path: { id: trunk.id } })}
        onClose={() => setRemoving(false)}
      >
        It is removed only while no campaign, no number and no call uses it, and nothing can be dialled by it
        afterwards. This cannot be undone; what is only to rest can be paused instead.
      </Confirm>
    );
  return (
    <FormDialog
      opened
      // What somebody else may have changed meanwhile is not kept for later.
      onClose={trunk === null ? onClose : done}
      title={trunk === null ? 'Add a trunk' : `Change ${trunk.name}`}
      submit={trunk === null ? 'Add' : 'Save'}
      beside={
        trunk !== null && (
          <Button variant="default" onClick={() => setRemoving(true)}>
            Remove …
          </Button>
        )
      }
      pending={create.isPending || update.isPending}
      error={error}
      onSubmit={submit}
    >
      <TextInput
        label="Name"
        required
        value={name}
        onChange={(event) => set({ name: event.currentTarget.value })}
        error={errors['name']}
      />
      <Select
        label="Carrier"
        data={Object.entries(CARRIERS).map(([value, label]) => ({ value, label }))}
        value={carrier}
        allowDeselect={false}
        disabled={trunk !== null}
        onChange={(value) => set({ carrier: value === 'loopback' || value === 'fake' ? value : 'livekit-sip' })}
      />
      {carrier === 'livekit-sip' && (
        <TextInput
          label="Id of the trunk at LiveKit"
          placeholder="ST_…"
          value={livekitTrunkId ?? ''}
          onChange={(event) => set({ livekitTrunkId: event.currentTarget.value })}
          error={errors['livekitTrunkId']}
        />
      )}
      <Group grow>
        <NumberField
          label="New calls a second"
          min={0.1}
          max={1000}
          step={0.5}
          value={callsPerSecond}
          onChange={(value) => set({ callsPerSecond: value })}
          error={errors['callsPerSecond']}
        />
        <NumberField
          label="Calls at once"
          min={0}
          max={100_000}
          value={maxConcurrentCalls}
          onChange={(value) => set({ maxConcurrentCalls: value })}
          error={errors['maxConcurrentCalls']}
        />
      </Group>
    </FormDialog>
  );
}
