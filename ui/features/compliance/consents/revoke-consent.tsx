import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { revokeConsentMutation } from '../../../api-client/@tanstack/react-query.gen.ts';
import type { Consent } from '../../../api-client/types.gen.ts';
import { fieldErrorsOf } from '../../../http/problem.ts';
import { ProblemNotice } from '../../../parts/problem-notice.tsx';
import { SCOPE_LABELS } from '../words.ts';

/** The person took it back: it counts no more from the next dial on, and stays on record. */
export function RevokeConsent({ consent, onClose }: { consent: Consent | null; onClose: () => void }) {
  const client = useQueryClient();
  const [reason, setReason] = useState('');
  const revoke = useMutation({
    ...revokeConsentMutation(),
    onSuccess: () => {
      void client.invalidateQueries();
      setReason('');
      onClose();
      notifications.show({ message: 'Revoked. It counts no more from the next dial on.' });
    },
  });
  return (
    <Modal opened={consent !== null} onClose={onClose} title="Revoke a consent">
      {consent && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            revoke.mutate({ path: { id: consent.id }, body: { reason } });
          }}
        >
          <Stack gap="sm">
            <Text size="sm">
              “{SCOPE_LABELS[consent.scope] ?? consent.scope}” counts no more from the next dial on. The record stays,
              and cannot be given back: record a new consent instead. Who wants no calls at all is an opt-out.
            </Text>
            <TextInput
              label="How the person revoked it"
              required
              data-autofocus
              maxLength={500}
              value={reason}
              error={revoke.error ? fieldErrorsOf(revoke.error)['reason'] : undefined}
              onChange={(event) => setReason(event.currentTarget.value)}
            />
            {revoke.error && <ProblemNotice error={revoke.error} />}
            <Group justify="flex-end">
              <Button variant="default" onClick={onClose}>
                Cancel
              </Button>
              <Button type="submit" color="red" loading={revoke.isPending}>
                Revoke
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Modal>
  );
}
