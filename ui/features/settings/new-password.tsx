import { PasswordInput, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { updateUserMutation } from '../../api-client/@tanstack/react-query.gen.ts';
import type { User } from '../../api-client/types.gen.ts';
import { fieldErrorsOf } from '../../http/problem.ts';
import { useAct } from '../../http/use-act.ts';
import { FormDialog } from '../../parts/form-dialog.tsx';

/** For somebody who lost theirs: their sessions end, and they sign in with this one. */
export function NewPassword({ user, onClose }: { user: User; onClose: () => void }) {
  const [password, setPassword] = useState('');
  const name = user.name || user.email;
  const update = useAct({ ...updateUserMutation(), gcTime: 0 }, () => {
    onClose();
    notifications.show({ message: `${name} signs in with the new password from now on.` });
  });
  return (
    <FormDialog
      opened
      onClose={onClose}
      title={`A new password for ${name}`}
      submit="Set it"
      pending={update.isPending}
      error={update.error}
      onSubmit={() =>
        update.mutate({ path: { id: user.id }, body: { password }, headers: { 'If-Match': `"${user.version}"` } })
      }
    >
      <Text size="sm">Their sessions end now, and the old password opens nothing. Nothing they did is lost.</Text>
      <PasswordInput
        label="New password"
        description="12 characters or more; tell it to them another way than by e-mail."
        required
        minLength={12}
        maxLength={200}
        data-autofocus
        autoComplete="new-password"
        value={password}
        error={update.error ? fieldErrorsOf(update.error)['password'] : undefined}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
