import { Button, Group, Table } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import {
  deleteProviderCredentialMutation,
  listAgentsOptions,
  listProviderCredentialsOptions,
} from '../../api-client/@tanstack/react-query.gen.ts';
import type { ProviderCredential } from '../../api-client/types.gen.ts';
import { useAct } from '../../http/use-act.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { Moment } from '../../parts/moment.tsx';
import { Panel } from '../../parts/panel.tsx';
import { ACTIONS, Named, SmallTable } from '../../parts/small-table.tsx';
import { Empty, Loaded } from '../../parts/states.tsx';
import { useKeptOpen } from '../../parts/use-kept.ts';
import { useMay } from '../../session/use-session.tsx';
import { providerName } from '../agents/words.ts';
import { ProviderKeyForm } from './provider-key-form.tsx';
import { Trial } from './provider-key-trial.tsx';

/** Keys of providers: entered once, tried, replaced, never shown. */
export function ProvidersTab() {
  const keys = useQuery(listProviderCredentialsOptions({ query: { limit: 200 } }));
  const agents = useQuery({
    ...listAgentsOptions({ query: { limit: 200 } }),
    staleTime: 60_000,
    meta: { part: 'the names of agents' },
  });
  const mayWrite = useMay('credentials:write');
  const [editing, setEditing] = useKeptOpen<string | null>('provider-key', null);
  const replaced = keys.data?.items.find(({ id }) => id === editing);
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
            <SmallTable heads={['Provider', 'For', 'Stored', 'Works?', ACTIONS]} minWidth={680}>
              {items.map((key) => (
                <Table.Tr key={key.id}>
                  <Named
                    note={
                      <>
                        {key.label || 'No label'}
                        {key.last4 !== '' && ` · ends in ${key.last4}`}
                      </>
                    }
                  >
                    {providerName(key.provider)}
                  </Named>
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
                          onClick={() => setEditing(key.id)}
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
            </SmallTable>
          )
        }
      </Loaded>
      {(editing === 'new' || replaced) && (
        <ProviderKeyForm
          replaced={replaced ?? null}
          agents={agents.data?.items ?? []}
          onClose={() => setEditing(null)}
        />
      )}
      {forgetting && (
        <Forget credential={forgetting} usedBy={agentName(forgetting.agentId)} onClose={() => setForgetting(null)} />
      )}
    </Panel>
  );
}

function Forget({
  credential,
  usedBy,
  onClose,
}: {
  credential: ProviderCredential;
  usedBy: string;
  onClose: () => void;
}) {
  const forget = useAct(deleteProviderCredentialMutation(), onClose);
  const name = providerName(credential.provider);
  return (
    <Confirm
      title={`Forget the key of ${name}?`}
      act="Forget"
      of={forget}
      onConfirm={() => forget.mutate({ path: { id: credential.id } })}
      onClose={onClose}
    >
      The next call of {usedBy} goes without it, and fails if the installation has no key of {name}. Running calls keep
      theirs. It cannot be shown or brought back: you would enter it again.
    </Confirm>
  );
}
