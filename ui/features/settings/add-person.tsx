import { Button, Group, Modal, PasswordInput, Select, Stack, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { createUserMutation, listUsersQueryKey } from '../../api-client/@tanstack/react-query.gen.ts';
import type { UserRole } from '../../api-client/types.gen.ts';
import { fieldErrorsOf } from '../../http/problem.ts';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { ROLES, roleOf, roleOptions } from './roles.ts';

/** What the list of people asks for. */
export const USERS = { query: { limit: 200 } };

/** Somebody who can sign in at once, with a password that is told to them. */
export function AddPerson({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const client = useQueryClient();
  const [person, setPerson] = useState({ email: '', name: '', password: '' });
  const [role, setRole] = useState<UserRole>('manager');
  const add = useMutation({
    ...createUserMutation(),
    onSuccess: (user) => {
      void client.invalidateQueries({ queryKey: listUsersQueryKey(USERS) });
      setPerson({ email: '', name: '', password: '' });
      onClose();
      notifications.show({ message: `${user.name || user.email} can sign in now.` });
    },
  });
  const errors = fieldErrorsOf(add.error ?? undefined);
  const type = (field: keyof typeof person) => (event: { currentTarget: { value: string } }) => {
    const { value } = event.currentTarget;
    setPerson((old) => ({ ...old, [field]: value }));
  };
  return (
    <Modal opened={opened} onClose={onClose} title="Add a person">
      <form
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          add.mutate({ body: { ...person, role } });
        }}
      >
        <Stack gap="sm">
          <TextInput
            label="E-mail address"
            type="email"
            required
            data-autofocus
            autoComplete="off"
            value={person.email}
            onChange={type('email')}
            error={errors['email']}
          />
          <TextInput
            label="Name"
            autoComplete="off"
            value={person.name}
            onChange={type('name')}
            error={errors['name']}
          />
          <Select
            label="Role"
            description={ROLES.find(({ value }) => value === role)?.note}
            data={roleOptions}
            value={role}
            allowDeselect={false}
            onChange={(value) => setRole(roleOf(value) ?? role)}
          />
          <PasswordInput
            label="First password"
            description="12 characters or more; tell it to them another way than by e-mail."
            required
            minLength={12}
            autoComplete="new-password"
            value={person.password}
            onChange={type('password')}
            error={errors['password']}
          />
          {add.error && <ProblemNotice error={add.error} />}
          <Group justify="flex-end">
            <Button type="submit" loading={add.isPending}>
              Add
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
