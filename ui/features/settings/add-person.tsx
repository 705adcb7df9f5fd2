import { PasswordInput, Select, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { createUserMutation } from '../../api-client/@tanstack/react-query.gen.ts';
import type { UserRole } from '../../api-client/types.gen.ts';
import { fieldErrorsOf } from '../../http/problem.ts';
import { useAct } from '../../http/use-act.ts';
import { fieldsOf } from '../../parts/fields-of.ts';
import { FormDialog } from '../../parts/form-dialog.tsx';
import { useKept } from '../../parts/use-kept.ts';
import { ROLES, roleOf, roleOptions } from './roles.ts';

const NOBODY: { email: string; name: string; role: UserRole } = { email: '', name: '', role: 'manager' };

/** Somebody who can sign in at once, with a password that is told to them. All but that is kept until it is done. */
export function AddPerson({ onClose }: { onClose: () => void }) {
  const [person, setPerson, forget] = useKept('person', NOBODY);
  const [password, setPassword] = useState('');
  const add = useAct({ ...createUserMutation(), gcTime: 0 }, (user) => {
    forget();
    onClose();
    notifications.show({ message: `${user.name || user.email} can sign in now.` });
  });
  const errors = fieldErrorsOf(add.error ?? undefined);
  const field = fieldsOf(person, setPerson);
  return (
    <FormDialog
      opened
      onClose={onClose}
      title="Add a person"
      submit="Add"
      pending={add.isPending}
      error={add.error}
      onSubmit={() => add.mutate({ body: { ...person, password } })}
    >
      <TextInput
        label="E-mail address"
        type="email"
        required
        data-autofocus
        autoComplete="off"
        error={errors['email']}
        {...field('email')}
      />
      <TextInput label="Name" autoComplete="off" error={errors['name']} {...field('name')} />
      <Select
        label="Role"
        description={ROLES.find(({ value }) => value === person.role)?.note}
        data={roleOptions}
        value={person.role}
        allowDeselect={false}
        onChange={(value) => setPerson({ ...person, role: roleOf(value) ?? person.role })}
      />
      <PasswordInput
        label="First password"
        description="12 characters or more; tell it to them another way than by e-mail."
        required
        minLength={12}
        autoComplete="new-password"
        error={errors['password']}
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
