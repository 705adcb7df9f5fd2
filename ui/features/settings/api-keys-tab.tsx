import {
  Button,
  Code,
  CopyButton,
  Group,
  Modal,
  MultiSelect,
  Select,
  Stack,
  Table,
  Text,
  TextInput,
  VisuallyHidden,
} from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import {
  createApiKeyMutation,
  listApiKeysOptions,
  listApiKeysQueryKey,
  revokeApiKeyMutation,
} from '../../api-client/@tanstack/react-query.gen.ts';
import type { ApiKey, UserRole } from '../../api-client/types.gen.ts';
import { fieldErrorsOf } from '../../http/problem.ts';
import { Moment } from '../../parts/moment.tsx';
import { Panel } from '../../parts/panel.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { Empty, Loaded } from '../../parts/states.tsx';
import { useMay, useMe } from '../../session/use-session.tsx';
import { roleOf, roleOptions } from './roles.ts';

const QUERY = { query: { limit: 200 } };

/** Keys of programs. A key is shown once, when it is made. */
export function ApiKeysTab() {
  const keys = useQuery(listApiKeysOptions(QUERY));
  const mayWrite = useMay('api-keys:write');
  const [making, setMaking] = useState(false);
  const [revoking, setRevoking] = useState<ApiKey | null>(null);
  return (
    <Panel
      title="API keys"
      note="For programs that speak to the API. Give each its own, with the scopes it needs and no more."
      aside={mayWrite && <Button onClick={() => setMaking(true)}>Make a key</Button>}
      flush
    >
      <Loaded of={keys} what="see API keys">
        {({ items }) =>
          items.length === 0 ? (
            <Empty title="No keys">Everything that the app does can be done by a program with a key.</Empty>
          ) : (
            <Table.ScrollContainer minWidth={620} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
              <Table horizontalSpacing="md">
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>Key</Table.Th>
                    <Table.Th>May</Table.Th>
                    <Table.Th>Last used</Table.Th>
                    <Table.Th>Expires</Table.Th>
                    <Table.Th>
                      <VisuallyHidden>Actions</VisuallyHidden>
                    </Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {items.map((key) => (
                    <Table.Tr key={key.id}>
                      <Table.Td>
                        <Text size="sm" fw={600}>
                          {key.name}
                        </Text>
                        <Text size="xs" className="quiet" ff="monospace">
                          {key.prefix}…
                        </Text>
                      </Table.Td>
                      <Table.Td>
                        {key.scopes.length === 0 ? `all that a ${key.role} may` : key.scopes.join(', ')}
                      </Table.Td>
                      <Table.Td>
                        {key.lastUsedAt === null ? (
                          <span className="quiet">never</span>
                        ) : (
                          <Moment at={key.lastUsedAt} />
                        )}
                      </Table.Td>
                      <Table.Td>
                        {key.expiresAt === null ? <span className="quiet">never</span> : <Moment at={key.expiresAt} />}
                      </Table.Td>
                      <Table.Td ta="right">
                        {mayWrite && (
                          <Button
                            size="compact-sm"
                            variant="default"
                            aria-label={`Revoke ${key.name}`}
                            onClick={() => setRevoking(key)}
                          >
                            Revoke
                          </Button>
                        )}
                      </Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </Table.ScrollContainer>
          )
        }
      </Loaded>
      {making && <MakeKey onClose={() => setMaking(false)} />}
      <Revoke apiKey={revoking} onClose={() => setRevoking(null)} />
    </Panel>
  );
}

/** Unmounted with the dialog, and the key with it. */
function MakeKey({ onClose }: { onClose: () => void }) {
  const client = useQueryClient();
  const permissions = useMe().data?.permissions ?? [];
  const [name, setName] = useState('');
  const [role, setRole] = useState<UserRole>('manager');
  const [scopes, setScopes] = useState<string[]>([]);
  const make = useMutation({
    ...createApiKeyMutation(),
    gcTime: 0,
    onSuccess: () => void client.invalidateQueries({ queryKey: listApiKeysQueryKey(QUERY) }),
  });
  const errors = fieldErrorsOf(make.error ?? undefined);
  if (make.data) {
    const { key } = make.data;
    return (
      <Modal opened onClose={onClose} title="Copy the key now" closeOnClickOutside={false}>
        <Stack gap="sm">
          <Text size="sm">It is shown this once and never again. Whoever has it may do what it may.</Text>
          <Code block>{key}</Code>
          <Group justify="flex-end">
            <CopyButton value={key}>
              {({ copied, copy }) => (
                <Button variant="default" onClick={copy}>
                  {copied ? 'Copied' : 'Copy'}
                </Button>
              )}
            </CopyButton>
            <Button onClick={onClose}>I have it</Button>
          </Group>
        </Stack>
      </Modal>
    );
  }
  return (
    <Modal opened onClose={onClose} title="Make an API key">
      <form
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          make.mutate({ body: { name, role, scopes } });
        }}
      >
        <Stack gap="sm">
          <TextInput
            label="Name"
            description="What uses it, such as CRM."
            required
            data-autofocus
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            error={errors['name']}
          />
          <Select
            label="Role"
            data={roleOptions}
            value={role}
            allowDeselect={false}
            onChange={(value) => setRole(roleOf(value) ?? role)}
          />
          <MultiSelect
            label="Scopes"
            description="None: everything its role may."
            data={permissions}
            searchable
            clearable
            value={scopes}
            onChange={setScopes}
            error={Object.entries(errors).find(([field]) => field.startsWith('scopes'))?.[1]}
          />
          {make.error && <ProblemNotice error={make.error} />}
          <Group justify="flex-end">
            <Button type="submit" loading={make.isPending}>
              Make the key
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function Revoke({ apiKey, onClose }: { apiKey: ApiKey | null; onClose: () => void }) {
  const client = useQueryClient();
  const revoke = useMutation({
    ...revokeApiKeyMutation(),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: listApiKeysQueryKey(QUERY) });
      onClose();
    },
  });
  return (
    <Modal opened={apiKey !== null} onClose={onClose} title={`Revoke ${apiKey?.name ?? ''}?`}>
      <Stack gap="sm">
        <Text size="sm">
          Whatever uses it is refused from now on. This cannot be undone: make a new key if it was a mistake.
        </Text>
        {revoke.error && <ProblemNotice error={revoke.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button loading={revoke.isPending} onClick={() => apiKey && revoke.mutate({ path: { id: apiKey.id } })}>
            Revoke
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
