import { Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { revokeConsentMutation } from '../../../api-client/@tanstack/react-query.gen.ts';
import type { Consent } from '../../../api-client/types.gen.ts';
import { fieldErrorsOf } from '../../../http/problem.ts';
import { FormDialog } from '../form-dialog.tsx';
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
    <FormDialog
      opened={consent !== null}
      onClose={onClose}
      title="Revoke a consent"
      submit="Revoke"
      danger
      pending={revoke.isPending}
      error={revoke.error}
      onSubmit={() => consent && revoke.mutate({ path: { id: consent.id }, body: { reason } })}
    >
      <Text size="sm">
        “{consent && (SCOPE_LABELS[consent.scope] ?? consent.scope)}” counts no more from the next dial on. The record
        stays, and cannot be given back: record a new consent instead. Who wants no calls at all is an opt-out.
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
    </FormDialog>
  );
}
