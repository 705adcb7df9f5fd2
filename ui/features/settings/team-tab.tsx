import { Button, Group, Select, Stack, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { listUsersOptions, updateUserMutation } from '../../api-client/@tanstack/react-query.gen.ts';
import { updateUser } from '../../api-client/sdk.gen.ts';
import type { User, UserUpdate } from '../../api-client/types.gen.ts';
import { useAct } from '../../http/use-act.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { Moment } from '../../parts/moment.tsx';
import { Panel } from '../../parts/panel.tsx';
import { ACTIONS, Named, SmallTable } from '../../parts/small-table.tsx';
import { Loaded } from '../../parts/states.tsx';
import { StatusBadge } from '../../parts/status-badge.tsx';
import { useKeptOpen } from '../../parts/use-kept.ts';
import { useUndo } from '../../parts/use-undo.tsx';
import { useMay, useMe } from '../../session/use-session.tsx';
import { AddPerson } from './add-person.tsx';
import { NewPassword } from './new-password.tsx';
import { ROLES, roleOf, roleOptions } from './roles.ts';

interface Change {
  user: User;
  change: UserUpdate;
  words: string;
}

/** Who signs in here and what they may do. */
export function TeamTab() {
  const users = useQuery(listUsersOptions({ query: { limit: 200 } }));
  const mayWrite = useMay('users:write');
  const me = useMe().data?.id;
  const [adding, setAdding] = useKeptOpen('person', false);
  const [changed, setChanged] = useState<Change | null>(null);
  const [renewed, setRenewed] = useState<User | null>(null);
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
            <SmallTable heads={['Person', 'Role', 'Last signed in', ACTIONS]} minWidth={560}>
              {items.map((user) => (
                <Table.Tr key={user.id}>
                  <Named
                    note={
                      <>
                        {user.email}
                        {user.id === me && ' · you'}
                      </>
                    }
                  >
                    {user.name || user.email} {user.disabled && <StatusBadge tone="warn">disabled</StatusBadge>}
                  </Named>
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
                      <Group gap={6} justify="flex-end" wrap="nowrap">
                        <Button
                          size="compact-sm"
                          variant="default"
                          aria-label={`A new password for ${user.name || user.email}`}
                          onClick={() => setRenewed(user)}
                        >
                          New password
                        </Button>
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
                      </Group>
                    )}
                  </Table.Td>
                </Table.Tr>
              ))}
            </SmallTable>
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
      {adding && <AddPerson onClose={() => setAdding(false)} />}
      {renewed && <NewPassword user={renewed} onClose={() => setRenewed(null)} />}
      {changed && <ConfirmChange {...changed} onClose={() => setChanged(null)} />}
    </Stack>
  );
}

function ConfirmChange({ user, change, words, onClose }: Change & { onClose: () => void }) {
  const offerUndo = useUndo();
  const name = user.name || user.email;
  const update = useAct(updateUserMutation(), ({ id, version, role, disabled }) => {
    onClose();
    const before = change.role === undefined ? { disabled: user.disabled } : { role: user.role };
    offerUndo({
      of: `user ${id}`,
      message: change.role === undefined ? `${name} ${words}.` : `${name} is ${role} now.`,
      undo: () => updateUser({ path: { id }, body: before, headers: { 'If-Match': `"${version}"` } }),
      undone:
        change.role === undefined
          ? `${name} ${disabled ? 'may sign in again' : 'is disabled again'}.`
          : `${name} is ${user.role} again.`,
    });
  });
  const isRole = change.role !== undefined;
  return (
    <Confirm
      title={isRole ? `${name}: another role` : name}
      act={isRole ? 'Change the role' : change.disabled ? 'Disable' : 'Enable'}
      of={update}
      onConfirm={() =>
        update.mutate({ path: { id: user.id }, body: change, headers: { 'If-Match': `"${user.version}"` } })
      }
      onClose={onClose}
    >
      {isRole
        ? `${name} will ${words}: ${ROLES.find(({ value }) => value === change.role)?.note ?? ''} They are signed out and sign in again.`
        : `${name} ${words}.${change.disabled ? ' Their sessions end now; nothing they did is lost.' : ''}`}
    </Confirm>
  );
}
