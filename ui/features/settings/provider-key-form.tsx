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

/** The key leaves this form once, and is forgotten with it. */
export function ProviderKeyForm({
  replaced,
  agents,
  onClose,
}: {
  replaced: ProviderCredential | null;
  agents: readonly { id: string; name: string }[];
  onClose: () => void;
}) {
  const [provider, setProvider] = useState(replaced?.provider ?? 'openai');
  const [named, setNamed] = useState('');
  const [apiKey, setApiKey] = useState('');
  const [label, setLabel] = useState(replaced?.label ?? '');
  const [baseUrl, setBaseUrl] = useState('');
  const [agentId, setAgentId] = useState<string | null>(null);
  const stored = () => {
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
          onChange={(value) => setProvider(value ?? provider)}
        />
      )}
      {isOther && (
        <TextInput
          label="Its name"
          description="In lower case; agents name it so."
          required
          value={named}
          onChange={(event) => setNamed(event.currentTarget.value)}
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
        onChange={(event) => setLabel(event.currentTarget.value)}
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
        onChange={(event) => setBaseUrl(event.currentTarget.value)}
        error={errors['baseUrl']}
      />
      {!replaced && (
        <Select
          label="For"
          placeholder="Every agent"
          clearable
          data={agents.map(({ id, name }) => ({ value: id, label: name }))}
          value={agentId}
          onChange={setAgentId}
          error={errors['agentId']}
        />
      )}
    </FormDialog>
  );
}
