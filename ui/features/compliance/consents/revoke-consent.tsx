import { Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { revokeConsentMutation } from '../../../api-client/@tanstack/react-query.gen.ts';
import type { Consent } from '../../../api-client/types.gen.ts';
import { fieldErrorsOf } from '../../../http/problem.ts';
import { useAct } from '../../../http/use-act.ts';
import { FormDialog } from '../../../parts/form-dialog.tsx';
import { SCOPE_LABELS } from '../words.ts';

/** The person took it back: it counts no more from the next dial on, and stays on record. */
export function RevokeConsent({ consent, onClose }: { consent: Consent; onClose: () => void }) {
  const [reason, setReason] = useState('');
  const revoke = useAct(revokeConsentMutation(), () => {
    onClose();
    notifications.show({ message: 'Revoked. It counts no more from the next dial on.' });
  });
  return (
    <FormDialog
      opened
      onClose={onClose}
      title="Revoke a consent"
      submit="Revoke"
      danger
      pending={revoke.isPending}
      error={revoke.error}
      onSubmit={() => revoke.mutate({ path: { id: consent.id }, body: { reason } })}
    >
      <Text size="sm">
        “{SCOPE_LABELS[consent.scope] ?? consent.scope}” counts no more from the next dial on. The record stays, and
        cannot be given back: record a new consent instead. Who wants no calls at all is an opt-out.
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
