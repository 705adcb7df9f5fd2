import { Button, Code, CopyButton, Group, Modal, MultiSelect, Select, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { createApiKeyMutation, listApiKeysQueryKey } from '../../api-client/@tanstack/react-query.gen.ts';
import type { UserRole } from '../../api-client/types.gen.ts';
import { fieldErrorsOf } from '../../http/problem.ts';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { useMe } from '../../session/use-session.tsx';
import { roleOf, roleOptions } from './roles.ts';

/** What the list of keys asks for. */
export const API_KEYS = { query: { limit: 200 } };

/** Unmounted with the dialog, and the key with it. */
export function MakeKey({ onClose }: { onClose: () => void }) {
  const client = useQueryClient();
  const permissions = useMe().data?.permissions ?? [];
  const [name, setName] = useState('');
  const [role, setRole] = useState<UserRole>('manager');
  const [scopes, setScopes] = useState<string[]>([]);
  const make = useMutation({
    ...createApiKeyMutation(),
    gcTime: 0,
    onSuccess: () => void client.invalidateQueries({ queryKey: listApiKeysQueryKey(API_KEYS) }),
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
