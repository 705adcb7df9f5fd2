import { Button, Group, Modal, MultiSelect, Select, Stack, Text, TextInput } from '@mantine/core';
import { createApiKeyMutation } from '../../api-client/@tanstack/react-query.gen.ts';
import type { UserRole } from '../../api-client/types.gen.ts';
import { fieldErrorsOf } from '../../http/problem.ts';
import { useAct } from '../../http/use-act.ts';
import { CopiedText } from '../../parts/copied-text.tsx';
import { FormDialog } from '../../parts/form-dialog.tsx';
import { useKept } from '../../parts/use-kept.ts';
import { useMe } from '../../session/use-session.tsx';
import { roleOf, roleOptions } from './roles.ts';

interface Typed {
  name: string;
  role: UserRole;
  scopes: string[];
}

/** Unmounted with the dialog, and the key with it. */
export function MakeKey({ onMade, onClose }: { onMade: () => void; onClose: () => void }) {
  const permissions = useMe().data?.permissions ?? [];
  const [typed, setTyped, forget] = useKept<Typed>('api-key', { name: '', role: 'manager', scopes: [] });
  const set = (change: Partial<Typed>) => setTyped({ ...typed, ...change });
  const make = useAct({ ...createApiKeyMutation(), gcTime: 0 }, () => {
    forget();
    onMade();
  });
  const errors = fieldErrorsOf(make.error ?? undefined);
  if (make.data) {
    const { key } = make.data;
    return (
      <Modal opened onClose={onClose} title="Copy the key now" closeOnClickOutside={false}>
        <Stack gap="sm">
          <Text size="sm">It is shown this once and never again. Whoever has it may do what it may.</Text>
          <CopiedText label="Key" text={key} />
          <Group justify="flex-end">
            <Button onClick={onClose}>I have it</Button>
          </Group>
        </Stack>
      </Modal>
    );
  }
  return (
    <FormDialog
      opened
      onClose={onClose}
      title="Make an API key"
      submit="Make the key"
      pending={make.isPending}
      error={make.error}
      onSubmit={() => make.mutate({ body: typed })}
    >
      <TextInput
        label="Name"
        description="What uses it, such as CRM."
        required
        data-autofocus
        value={typed.name}
        onChange={(event) => set({ name: event.currentTarget.value })}
        error={errors['name']}
      />
      <Select
        label="Role"
        data={roleOptions}
        value={typed.role}
        allowDeselect={false}
        onChange={(value) => set({ role: roleOf(value) ?? typed.role })}
      />
      <MultiSelect
        label="Scopes"
        description="None: everything its role may."
        data={permissions}
        searchable
        clearable
        value={typed.scopes}
        onChange={(scopes) => set({ scopes })}
        error={Object.entries(errors).find(([field]) => field.startsWith('scopes'))?.[1]}
      />
    </FormDialog>
  );
}
