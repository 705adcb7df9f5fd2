import { PasswordInput, Select, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import {
  createProviderCredentialMutation,
  rotateProviderCredentialMutation,
} from '../../api-client/@tanstack/react-query.gen.ts';
import type { ProviderCredential } from '../../api-client/types.gen.ts';
import { fieldErrorsOf } from '../../http/problem.ts';
import { useAct } from '../../http/use-act.ts';
import { FormDialog } from '../../parts/form-dialog.tsx';
import { useKept } from '../../parts/use-kept.ts';
import { providerName } from '../agents/words.ts';

const PROVIDERS = [
  'openai',
  'groq',
  'cerebras',
  'google',
  'anthropic',
  'cartesia',
  'elevenlabs',
  'deepgram',
  'assemblyai',
];
const OTHER = 'another';

interface Typed {
  provider: string;
  /** Of another provider than those known. */
  named: string;
  label: string;
  baseUrl: string;
  agentId: string | null;
}
const NOTHING: Typed = { provider: 'openai', named: '', label: '', baseUrl: '', agentId: null };

/** The key leaves this form once, and is forgotten with it; the rest of what was typed is kept until it is stored. */
export function ProviderKeyForm({
  replaced,
  agents,
  onClose,
}: {
  replaced: ProviderCredential | null;
  agents: readonly { id: string; name: string }[];
  onClose: () => void;
}) {
  const [typed, setTyped, forget] = useKept<Typed>(`provider-key:${replaced?.id ?? 'new'}`, {
    ...NOTHING,
    ...(replaced && { provider: replaced.provider, label: replaced.label }),
  });
  const set = (change: Partial<Typed>) => setTyped({ ...typed, ...change });
  const { provider, named, label, baseUrl, agentId } = typed;
  const [apiKey, setApiKey] = useState('');
  const stored = () => {
    forget();
    notifications.show({ message: 'Stored. The next call uses it; press Test to try it.' });
    onClose();
  };
  const create = useAct({ ...createProviderCredentialMutation(), gcTime: 0 }, stored);
  const rotate = useAct({ ...rotateProviderCredentialMutation(), gcTime: 0 }, stored);
  const error = create.error ?? rotate.error;
  const errors = fieldErrorsOf(error ?? undefined);
  const isOther = replaced === null && provider === OTHER;

  function submit() {
    const address = baseUrl.trim() === '' ? {} : { baseUrl: baseUrl.trim() };
    if (replaced) rotate.mutate({ path: { id: replaced.id }, body: { apiKey, label, ...address } });
    else create.mutate({ body: { provider: isOther ? named : provider, apiKey, label, agentId, ...address } });
  }

  return (
    <FormDialog
      opened
      onClose={onClose}
      title={replaced ? `Replace the key of ${providerName(replaced.provider)}` : 'Add a provider’s key'}
      submit={replaced ? 'Replace' : 'Store'}
      pending={create.isPending || rotate.isPending}
      error={error}
      onSubmit={submit}
    >
      {!replaced && (
        <Select
          label="Provider"
          data={[
            ...PROVIDERS.map((value) => ({ value, label: providerName(value) })),
            { value: OTHER, label: 'Another, OpenAI-compatible' },
          ]}
          value={provider}
          allowDeselect={false}
          onChange={(value) => set({ provider: value ?? provider })}
        />
      )}
      {isOther && (
        <TextInput
          label="Its name"
          description="In lower case; agents name it so."
          required
          value={named}
          onChange={(event) => set({ named: event.currentTarget.value })}
          error={errors['provider']}
        />
      )}
      <PasswordInput
        label="Key"
        required
        autoComplete="off"
        value={apiKey}
        onChange={(event) => setApiKey(event.currentTarget.value)}
        error={errors['apiKey']}
      />
      <TextInput
        label="Label"
        description="To tell keys apart, such as Production."
        value={label}
        onChange={(event) => set({ label: event.currentTarget.value })}
        error={errors['label']}
      />
      <TextInput
        label="Address"
        description={
          replaced
            ? 'Only of a service of your own. Leave empty for the provider’s usual one.'
            : 'Only of a service of your own.'
        }
        placeholder="https://…/v1"
        required={isOther}
        value={baseUrl}
        onChange={(event) => set({ baseUrl: event.currentTarget.value })}
        error={errors['baseUrl']}
      />
      {!replaced && (
        <Select
          label="For"
          placeholder="Every agent"
          clearable
          data={agents.map(({ id, name }) => ({ value: id, label: name }))}
          value={agentId}
          onChange={(value) => set({ agentId: value })}
          error={errors['agentId']}
        />
      )}
    </FormDialog>
  );
}
