import {
  Button,
  Group,
  Modal,
  PasswordInput,
  Select,
  Stack,
  Table,
  Text,
  TextInput,
  VisuallyHidden,
} from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import {
  createUserMutation,
  listUsersOptions,
  listUsersQueryKey,
  updateUserMutation,
} from '../../api-client/@tanstack/react-query.gen.ts';
import type { User, UserRole, UserUpdate } from '../../api-client/types.gen.ts';
import { fieldErrorsOf } from '../../http/problem.ts';
import { Moment } from '../../parts/moment.tsx';
import { Panel } from '../../parts/panel.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { Loaded } from '../../parts/states.tsx';
import { StatusBadge } from '../../parts/status-badge.tsx';
import { useMay, useMe } from '../../session/use-session.tsx';
import { ROLES, roleOf, roleOptions } from './roles.ts';

const QUERY = { query: { limit: 200 } };

/** Who signs in here and what they may do. */
export function TeamTab() {
  const users = useQuery(listUsersOptions(QUERY));
  const mayWrite = useMay('users:write');
  const me = useMe().data?.id;
  const [adding, setAdding] = useState(false);
  const [changed, setChanged] = useState<{ user: User; change: UserUpdate; words: string } | null>(null);
  return (
    <Stack gap="md">
      <Panel
        title="People"
        note="A new role or being disabled ends somebody’s sessions at once."
        aside={mayWrite && <Button onClick={() => setAdding(true)}>Add a person</Button>}
        flush
      >
        <Loaded of={users} what="see who else works here">
          {({ items }) => (
            <Table.ScrollContainer minWidth={560} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
              <Table horizontalSpacing="md">
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>Person</Table.Th>
                    <Table.Th>Role</Table.Th>
                    <Table.Th>Last signed in</Table.Th>
                    <Table.Th>
                      <VisuallyHidden>Actions</VisuallyHidden>
                    </Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {items.map((user) => (
                    <Table.Tr key={user.id}>
                      <Table.Td>
                        <Text size="sm" fw={600}>
                          {user.name || user.email} {user.disabled && <StatusBadge tone="warn">disabled</StatusBadge>}
                        </Text>
                        <Text size="xs" className="quiet">
                          {user.email}
                          {user.id === me && ' · you'}
                        </Text>
                      </Table.Td>
                      <Table.Td>
                        {mayWrite && user.id !== me ? (
                          <Select
                            aria-label={`Role of ${user.name || user.email}`}
                            data={roleOptions}
                            value={user.role}
                            allowDeselect={false}
                            w={140}
                            onChange={(value) => {
                              const role = roleOf(value);
                              if (role === null || role === user.role) return;
                              setChanged({ user, change: { role }, words: `become ${role}` });
                            }}
                          />
                        ) : (
                          ROLES.find(({ value }) => value === user.role)?.label
                        )}
                      </Table.Td>
                      <Table.Td>
                        {user.lastSignInAt === null ? (
                          <span className="quiet">never</span>
                        ) : (
                          <Moment at={user.lastSignInAt} />
                        )}
                      </Table.Td>
                      <Table.Td ta="right">
                        {mayWrite && user.id !== me && (
                          <Button
                            size="compact-sm"
                            variant="default"
                            aria-label={`${user.disabled ? 'Enable' : 'Disable'} ${user.name || user.email}`}
                            onClick={() =>
                              setChanged({
                                user,
                                change: { disabled: !user.disabled },
                                words: user.disabled ? 'may sign in again' : 'may sign in no more',
                              })
                            }
                          >
                            {user.disabled ? 'Enable' : 'Disable'}
                          </Button>
                        )}
                      </Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </Table.ScrollContainer>
          )}
        </Loaded>
      </Panel>
      <Panel title="Roles" note="The whole table is in the API documentation.">
        <Stack gap={6}>
          {ROLES.map(({ value, label, note }) => (
            <Text key={value} size="sm">
              <b>{label}</b> <span className="quiet">{note}</span>
            </Text>
          ))}
        </Stack>
      </Panel>
      <AddPerson opened={adding} onClose={() => setAdding(false)} />
      <ConfirmChange changed={changed} onClose={() => setChanged(null)} />
    </Stack>
  );
}

function AddPerson({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const client = useQueryClient();
  const [person, setPerson] = useState({ email: '', name: '', password: '' });
  const [role, setRole] = useState<UserRole>('manager');
  const add = useMutation({
    ...createUserMutation(),
    onSuccess: (user) => {
      void client.invalidateQueries({ queryKey: listUsersQueryKey(QUERY) });
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

function ConfirmChange({
  changed,
  onClose,
}: {
  changed: { user: User; change: UserUpdate; words: string } | null;
  onClose: () => void;
}) {
  const client = useQueryClient();
  const update = useMutation({
    ...updateUserMutation(),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: listUsersQueryKey(QUERY) });
      onClose();
    },
  });
  const name = changed === null ? '' : changed.user.name || changed.user.email;
  return (
    <Modal
      opened={changed !== null}
      onClose={() => {
        update.reset();
        onClose();
      }}
      title={changed?.change.role === undefined ? name : `${name}: another role`}
    >
      {changed && (
        <Stack gap="sm">
          <Text size="sm">
            {changed.change.role === undefined
              ? `${name} ${changed.words}. Their sessions end now; nothing they did is lost.`
              : `${name} will ${changed.words}: ${ROLES.find(({ value }) => value === changed.change.role)?.note ?? ''} They are signed out and sign in again.`}
          </Text>
          {update.error && <ProblemNotice error={update.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button
              loading={update.isPending}
              onClick={() =>
                update.mutate({
                  path: { id: changed.user.id },
                  body: changed.change,
                  headers: { 'If-Match': `"${changed.user.version}"` },
                })
              }
            >
              {changed.change.role === undefined ? (changed.change.disabled ? 'Disable' : 'Enable') : 'Change the role'}
            </Button>
          </Group>
        </Stack>
      )}
    </Modal>
  );
}
