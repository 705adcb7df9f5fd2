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
  createProviderCredentialMutation,
  deleteProviderCredentialMutation,
  listAgentsOptions,
  listProviderCredentialsOptions,
  listProviderCredentialsQueryKey,
  rotateProviderCredentialMutation,
  testProviderCredentialMutation,
} from '../../api-client/@tanstack/react-query.gen.ts';
import type { ProviderCredential, ProviderCredentialTest } from '../../api-client/types.gen.ts';
import { fieldErrorsOf } from '../../http/problem.ts';
import { Moment } from '../../parts/moment.tsx';
import { Panel } from '../../parts/panel.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { Empty, Loaded } from '../../parts/states.tsx';
import { StatusBadge, type Tone } from '../../parts/status-badge.tsx';
import { useMay } from '../../session/use-session.tsx';
import { providerName } from '../agents/words.ts';

const QUERY = { query: { limit: 200 } };
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

/** Keys of providers: entered once, tried, replaced, never shown. */
export function ProvidersTab() {
  const keys = useQuery(listProviderCredentialsOptions(QUERY));
  const agents = useQuery({ ...listAgentsOptions({ query: { limit: 200 } }), staleTime: 60_000 });
  const mayWrite = useMay('credentials:write');
  const [editing, setEditing] = useState<ProviderCredential | 'new' | null>(null);
  const [forgetting, setForgetting] = useState<ProviderCredential | null>(null);
  const agentName = (id: string | null) =>
    id === null ? 'every agent' : (agents.data?.items.find((agent) => agent.id === id)?.name ?? 'one agent');
  return (
    <Panel
      title="Provider keys"
      note="Encrypted, and never shown again. An agent’s own key goes before these, and these before the installation’s."
      aside={mayWrite && <Button onClick={() => setEditing('new')}>Add a key</Button>}
      flush
    >
      <Loaded of={keys} what="see provider keys">
        {({ items }) =>
          items.length === 0 ? (
            <Empty title="No keys stored">
              Agents work with the demo providers, or with keys that the installation has. Add a key of yours to hear
              voices, list your account’s own, and pay providers yourself.
            </Empty>
          ) : (
            <Table.ScrollContainer minWidth={680} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
              <Table horizontalSpacing="md">
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>Provider</Table.Th>
                    <Table.Th>For</Table.Th>
                    <Table.Th>Stored</Table.Th>
                    <Table.Th>Works?</Table.Th>
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
                          {providerName(key.provider)}
                        </Text>
                        <Text size="xs" className="quiet">
                          {key.label || 'No label'}
                          {key.last4 !== '' && ` · ends in ${key.last4}`}
                        </Text>
                      </Table.Td>
                      <Table.Td>{agentName(key.agentId)}</Table.Td>
                      <Table.Td>
                        <Moment at={key.rotatedAt ?? key.createdAt} />
                      </Table.Td>
                      <Table.Td>
                        <Trial credential={key} />
                      </Table.Td>
                      <Table.Td ta="right">
                        {mayWrite && (
                          <Group gap={6} justify="flex-end" wrap="nowrap">
                            <Button
                              size="compact-sm"
                              variant="default"
                              aria-label={`Replace the key of ${providerName(key.provider)}`}
                              onClick={() => setEditing(key)}
                            >
                              Replace
                            </Button>
                            <Button
                              size="compact-sm"
                              variant="default"
                              aria-label={`Forget the key of ${providerName(key.provider)}`}
                              onClick={() => setForgetting(key)}
                            >
                              Forget
                            </Button>
                          </Group>
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
      {editing !== null && (
        <KeyForm
          replaced={editing === 'new' ? null : editing}
          agents={agents.data?.items ?? []}
          onClose={() => setEditing(null)}
        />
      )}
      <Forget
        credential={forgetting}
        usedBy={agentName(forgetting?.agentId ?? null)}
        onClose={() => setForgetting(null)}
      />
    </Panel>
  );
}

const RESULTS: Readonly<Record<ProviderCredentialTest['state'], { tone: Tone; word: string }>> = {
  works: { tone: 'good', word: 'works' },
  refused: { tone: 'bad', word: 'refused' },
  limited: { tone: 'warn', word: 'over its limit' },
  unreachable: { tone: 'warn', word: 'not reached' },
  unsupported: { tone: 'quiet', word: 'cannot be tested' },
};

/** Asks the provider, and shows what it said. */
function Trial({ credential }: { credential: ProviderCredential }) {
  const test = useMutation(testProviderCredentialMutation());
  const { data } = test;
  return (
    <Stack gap={2} align="flex-start">
      <Group gap="xs" wrap="nowrap">
        <Button
          size="compact-sm"
          variant="default"
          loading={test.isPending}
          aria-label={`Test the key of ${providerName(credential.provider)}`}
          onClick={() => test.mutate({ path: { id: credential.id } })}
        >
          Test
        </Button>
        {data && (
          <StatusBadge tone={RESULTS[data.state].tone}>
            {`${RESULTS[data.state].word}${data.latencyMs === null ? '' : `, ${data.latencyMs} ms`}`}
          </StatusBadge>
        )}
      </Group>
      <Text size="xs" className="quiet" role="status" maw={260}>
        {data !== undefined && data.state !== 'works' ? data.detail : ''}
        {test.error ? 'The test itself failed: try again.' : ''}
      </Text>
    </Stack>
  );
}

/** The key leaves this form once, and is forgotten with it. */
function KeyForm({
  replaced,
  agents,
  onClose,
}: {
  replaced: ProviderCredential | null;
  agents: readonly { id: string; name: string }[];
  onClose: () => void;
}) {
  const client = useQueryClient();
  const [provider, setProvider] = useState(replaced?.provider ?? 'openai');
  const [named, setNamed] = useState('');
  const [apiKey, setApiKey] = useState('');
  const [label, setLabel] = useState(replaced?.label ?? '');
  const [baseUrl, setBaseUrl] = useState('');
  const [agentId, setAgentId] = useState<string | null>(null);
  const stored = () => {
    void client.invalidateQueries({ queryKey: listProviderCredentialsQueryKey(QUERY) });
    // Catalogues say whether a key is stored.
    void client.invalidateQueries({
      predicate: ({ queryKey: [key] }) =>
        typeof key === 'object' &&
        key !== null &&
        '_id' in key &&
        /^list(Voices|LlmModels|SttModels)$/.test(String(key._id)),
    });
    notifications.show({ message: 'Stored. The next call uses it; press Test to try it.' });
    onClose();
  };
  const create = useMutation({ ...createProviderCredentialMutation(), gcTime: 0, onSuccess: stored });
  const rotate = useMutation({ ...rotateProviderCredentialMutation(), gcTime: 0, onSuccess: stored });
  const error = create.error ?? rotate.error;
  const errors = fieldErrorsOf(error ?? undefined);
  const isOther = replaced === null && provider === OTHER;

  function submit(event: FormEvent) {
    event.preventDefault();
    const address = baseUrl.trim() === '' ? {} : { baseUrl: baseUrl.trim() };
    if (replaced) rotate.mutate({ path: { id: replaced.id }, body: { apiKey, label, ...address } });
    else create.mutate({ body: { provider: isOther ? named : provider, apiKey, label, agentId, ...address } });
  }

  return (
    <Modal
      opened
      onClose={onClose}
      title={replaced ? `Replace the key of ${providerName(replaced.provider)}` : 'Add a provider’s key'}
    >
      <form onSubmit={submit} autoComplete="off">
        <Stack gap="sm">
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
          {error && <ProblemNotice error={error} />}
          <Group justify="flex-end">
            <Button type="submit" loading={create.isPending || rotate.isPending}>
              {replaced ? 'Replace' : 'Store'}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function Forget({
  credential,
  usedBy,
  onClose,
}: {
  credential: ProviderCredential | null;
  usedBy: string;
  onClose: () => void;
}) {
  const client = useQueryClient();
  const forget = useMutation({
    ...deleteProviderCredentialMutation(),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: listProviderCredentialsQueryKey(QUERY) });
      onClose();
    },
  });
  const name = credential === null ? '' : providerName(credential.provider);
  return (
    <Modal opened={credential !== null} onClose={onClose} title={`Forget the key of ${name}?`}>
      <Stack gap="sm">
        <Text size="sm">
          The next call of {usedBy} goes without it, and fails if the installation has no key of {name}. Running calls
          keep theirs. It cannot be shown or brought back: you would enter it again.
        </Text>
        {forget.error && <ProblemNotice error={forget.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button
            loading={forget.isPending}
            onClick={() => credential && forget.mutate({ path: { id: credential.id } })}
          >
            Forget
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
