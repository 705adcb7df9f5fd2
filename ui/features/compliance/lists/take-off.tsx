import { Text, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { fieldErrorsOf } from '../../../http/problem.ts';
import { FormDialog } from '../../../parts/form-dialog.tsx';

/** Takes a number off one of the tenant's lists, with a reason that stays. */
export function TakeOff({
  opened,
  onClose,
  pending,
  error,
  onTake,
  children,
}: {
  opened: boolean;
  onClose: () => void;
  pending: boolean;
  error: unknown;
  onTake: (reason: string) => void;
  /** What that means. */
  children: ReactNode;
}) {
  const [reason, setReason] = useState('');
  return (
    <FormDialog
      opened={opened}
      onClose={onClose}
      title="Take a number off the list"
      submit="Take off"
      danger
      pending={pending}
      error={error}
      onSubmit={() => onTake(reason)}
    >
      <Text size="sm">
        {children} Your name and reason stay with the entry. To list it again, its whole number has to be entered anew.
      </Text>
      <TextInput
        label="Why"
        description="At least ten characters, such as: Consented anew in writing on 20 November"
        required
        minLength={10}
        maxLength={1000}
        data-autofocus
        value={reason}
        error={error ? fieldErrorsOf(error)['query.reason'] : undefined}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
