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

export const CARRIERS: Readonly<Record<Trunk['carrier'], string>> = {
  'livekit-sip': 'LiveKit SIP trunk',
  loopback: 'Loopback: development callees with voices',
  fake: 'Fake: seeded outcomes, no media',
};

/** A new trunk, or another name and limits for one. */
export function TrunkForm({ trunk, onClose }: { trunk: Trunk | null; onClose: () => void }) {
  const [name, setName] = useState(trunk?.name ?? '');
  const [carrier, setCarrier] = useState<Trunk['carrier']>(trunk?.carrier ?? 'livekit-sip');
  const [livekitTrunkId, setLivekitTrunkId] = useState(trunk?.livekitTrunkId ?? '');
  const [callsPerSecond, setCallsPerSecond] = useState<number>(trunk?.callsPerSecond ?? 1);
  const [maxConcurrentCalls, setMaxConcurrentCalls] = useState<number>(trunk?.maxConcurrentCalls ?? 10);
  const [isRemoving, setRemoving] = useState(false);
  const create = useAct(createTrunkMutation(), onClose);
  const update = useAct(updateTrunkMutation(), onClose);
  const remove = useAct(deleteTrunkMutation(), onClose);
  const error = create.error ?? update.error;
  const errors = fieldErrorsOf(error ?? undefined);
  function submit() {
    const body = { name, livekitTrunkId: livekitTrunkId.trim() || null, callsPerSecond, maxConcurrentCalls };
    if (trunk === null) create.mutate({ body: { ...body, carrier } });
    else update.mutate({ path: { id: trunk.id }, body, headers: { 'If-Match': `"${trunk.version}"` } });
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
      onClose={onClose}
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
        <NumberField
          label="New calls a second"
          min={0.1}
          max={1000}
          step={0.5}
          value={callsPerSecond}
          onChange={setCallsPerSecond}
          error={errors['callsPerSecond']}
        />
        <NumberField
          label="Calls at once"
          min={0}
          max={100_000}
          value={maxConcurrentCalls}
          onChange={setMaxConcurrentCalls}
          error={errors['maxConcurrentCalls']}
        />
      </Group>
    </FormDialog>
  );
}
