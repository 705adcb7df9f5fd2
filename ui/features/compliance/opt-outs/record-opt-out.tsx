import { Button, Group, Modal, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { recordOptOutMutation } from '../../../api-client/@tanstack/react-query.gen.ts';
import { fieldErrorsOf } from '../../../http/problem.ts';
import { ProblemNotice } from '../../../parts/problem-notice.tsx';
import { useKept } from '../../../parts/use-kept.ts';

const NOTHING = { phone: '', reason: '', evidence: '' };

/** Somebody refused calls: listed at once, then shown as its receipt fills. */
export function RecordOptOut({ phone, label }: { phone?: string; label: string }) {
  const [open, setOpen] = useState(false);
  const navigate = useNavigate();
  const client = useQueryClient();
  const [typed, setTyped, forget] = useKept('opt-out', NOTHING);
  const [once, setOnce] = useState(() => crypto.randomUUID());
  const value = { ...typed, phone: typed.phone || phone || '' };
  const record = useMutation({
    ...recordOptOutMutation(),
    onSuccess: ({ id }) => {
      forget();
      setTyped(NOTHING);
      forget();
      setOnce(crypto.randomUUID());
      setOpen(false);
      void client.invalidateQueries();
      void navigate({ to: '/compliance/opt-outs/$id', params: { id } });
    },
  });
  const errors: Record<string, string> = record.error ? fieldErrorsOf(record.error) : {};
  const type = (field: keyof typeof NOTHING) => (event: { currentTarget: { value: string } }) =>
    setTyped({ ...typed, [field]: event.currentTarget.value });
  return (
    <>
      <Button onClick={() => setOpen(true)}>{label}</Button>
      <Modal opened={open} onClose={() => setOpen(false)} title="Record an opt-out">
        <form
          onSubmit={(event) => {
            event.preventDefault();
            record.mutate({
              body: {
                phone: value.phone,
                reason: value.reason,
                ...(value.evidence.trim() === '' ? {} : { evidence: value.evidence }),
              },
              headers: { 'Idempotency-Key': once },
            });
          }}
        >
          <Stack gap="sm">
            <Text size="sm">
              The number is on your do-not-call list at once, for every campaign: waiting leads and promised callbacks
              end, calls that ring or talk are hung up. The receipt shows each place and when.
            </Text>
            <TextInput
              label="Telephone number"
              type="tel"
              required
              data-autofocus
              autoComplete="off"
              value={value.phone}
              error={errors['phone']}
              onChange={type('phone')}
            />
            <TextInput
              label="Why, in your words"
              placeholder="Asked in a letter of 20 November"
              maxLength={500}
              value={value.reason}
              error={errors['reason']}
              onChange={type('reason')}
            />
            <Textarea
              label="What supports it"
              description="A letter’s reference, the message. Kept sealed."
              autosize
              minRows={2}
              maxLength={4000}
              value={value.evidence}
              error={errors['evidence']}
              onChange={type('evidence')}
            />
            {record.error && <ProblemNotice error={record.error} />}
            <Group justify="flex-end">
              <Button variant="default" onClick={() => setOpen(false)}>
                Cancel
              </Button>
              <Button type="submit" loading={record.isPending}>
                Stop calling this number
              </Button>
            </Group>
          </Stack>
        </form>
      </Modal>
    </>
  );
}
