import { Button, Group, Modal, NativeSelect, NumberInput, Stack, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { draftRuleChangeMutation } from '../../../api-client/@tanstack/react-query.gen.ts';
import { ProblemNotice } from '../../../parts/problem-notice.tsx';
import { useKept } from '../../../parts/use-kept.ts';
import { CHANGE_KINDS, draftOf, NOTHING_TYPED, type Typed } from './drafted.ts';

const DAYS = [
  { key: 'weekdays', label: 'Monday to Friday' },
  { key: 'saturday', label: 'Saturday' },
  { key: 'sunday', label: 'Sunday' },
] as const;

/** Writes a change down as a draft. Nothing is different until it is approved. */
export function DraftChange() {
  const [open, setOpen] = useState(false);
  const [typed, setTyped, forget] = useKept<Typed>('rule-change', NOTHING_TYPED);
  const [once, setOnce] = useState(() => crypto.randomUUID());
  const client = useQueryClient();
  const navigate = useNavigate();
  const set = (change: Partial<Typed>) => setTyped({ ...typed, ...change });
  const draft = useMutation({
    ...draftRuleChangeMutation(),
    onSettled: () => setOnce(crypto.randomUUID()),
    onSuccess: ({ id }) => {
      setTyped(NOTHING_TYPED);
      forget();
      setOpen(false);
      void client.invalidateQueries();
      void navigate({ to: '/compliance/changes/$id', params: { id } });
    },
  });
  const text = (field: 'title' | 'reason' | 'citation' | 'place' | 'from' | 'until') => ({
    value: typed[field],
    onChange: (event: { currentTarget: { value: string } }) => set({ [field]: event.currentTarget.value }),
  });
  return (
    <>
      <Button onClick={() => setOpen(true)}>Propose a change</Button>
      <Modal opened={open} onClose={() => setOpen(false)} title="Propose a change of rules" size="lg">
        <form
          onSubmit={(event) => {
            event.preventDefault();
            draft.mutate({ body: draftOf(typed, once.slice(0, 4)), headers: { 'Idempotency-Key': once } });
          }}
        >
          <Stack gap="sm">
            <NativeSelect
              label="What changes"
              data={[...CHANGE_KINDS]}
              value={typed.kind}
              onChange={(event) =>
                set({ kind: CHANGE_KINDS.find(({ value }) => value === event.currentTarget.value)?.value ?? 'ban' })
              }
            />
            <TextInput
              label="In a line"
              placeholder="Louisiana: no sales calls during the emergency"
              required
              maxLength={300}
              data-autofocus
              {...text('title')}
            />
            <Textarea
              label="Why, and where it is written"
              description="At least ten characters; kept in the ledger."
              required
              minLength={10}
              maxLength={2000}
              autosize
              minRows={2}
              {...text('reason')}
            />
            <Group grow align="flex-start">
              <TextInput
                label="Place"
                description="US-LA for a state, GB for a country"
                placeholder="US-LA"
                required={typed.kind === 'holiday'}
                {...text('place')}
              />
              {typed.kind !== 'holiday' && (
                <TextInput
                  label="Law"
                  description="As you would cite it"
                  placeholder="R.S. 45:844.14"
                  {...text('citation')}
                />
              )}
            </Group>
            <Group grow align="flex-start">
              <TextInput
                label={typed.kind === 'holiday' ? 'Day' : 'First day'}
                description="By the clock of the place"
                type="date"
                required={typed.kind === 'holiday'}
                {...text('from')}
              />
              {typed.kind !== 'holiday' && (
                <TextInput label="No longer from" description="Empty: for good" type="date" {...text('until')} />
              )}
            </Group>
            {typed.kind === 'hours' &&
              DAYS.map(({ key, label }) => (
                <Group key={key} grow align="flex-end">
                  <TextInput
                    label={`${label}, from`}
                    type="time"
                    value={typed[key][0]}
                    onChange={(event) => set({ [key]: [event.currentTarget.value, typed[key][1]] })}
                  />
                  <TextInput
                    label="Until before"
                    type="time"
                    value={typed[key][1]}
                    onChange={(event) => set({ [key]: [typed[key][0], event.currentTarget.value] })}
                  />
                </Group>
              ))}
            {typed.kind === 'cap' && (
              <Group grow align="flex-start">
                <NumberInput
                  label="At most"
                  suffix=" calls"
                  min={0}
                  max={1000}
                  value={typed.most}
                  onChange={(value) => set({ most: Number(value) || 0 })}
                />
                <NumberInput
                  label="To a person within"
                  suffix=" days"
                  min={1}
                  max={396}
                  value={typed.days}
                  onChange={(value) => set({ days: Number(value) || 1 })}
                />
              </Group>
            )}
            {draft.error && <ProblemNotice error={draft.error} />}
            <Group justify="flex-end">
              <Button variant="default" onClick={() => setOpen(false)}>
                Cancel
              </Button>
              <Button type="submit" loading={draft.isPending}>
                Save the draft
              </Button>
            </Group>
          </Stack>
        </form>
      </Modal>
    </>
  );
}
