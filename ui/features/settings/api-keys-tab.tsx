import { Button, Table } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { listApiKeysOptions, revokeApiKeyMutation } from '../../api-client/@tanstack/react-query.gen.ts';
import type { ApiKey } from '../../api-client/types.gen.ts';
import { useAct } from '../../http/use-act.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { Moment } from '../../parts/moment.tsx';
import { Panel } from '../../parts/panel.tsx';
import { ACTIONS, Named, SmallTable } from '../../parts/small-table.tsx';
import { Empty, Loaded } from '../../parts/states.tsx';
import { useKeptOpen } from '../../parts/use-kept.ts';
import { useMay } from '../../session/use-session.tsx';
import { MakeKey } from './make-api-key.tsx';

/** Keys of programs. A key is shown once, when it is made. */
export function ApiKeysTab() {
  const keys = useQuery(listApiKeysOptions({ query: { limit: 200 } }));
  const mayWrite = useMay('api-keys:write');
  const [making, setMaking, forgetMaking] = useKeptOpen('api-key', false);
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
            <SmallTable heads={['Key', 'May', 'Last used', 'Expires', ACTIONS]} minWidth={620}>
              {items.map((key) => (
                <Table.Tr key={key.id}>
                  <Named note={<>{key.prefix}…</>}>{key.name}</Named>
                  <Table.Td>{key.scopes.length === 0 ? `all that a ${key.role} may` : key.scopes.join(', ')}</Table.Td>
                  <Table.Td>
                    {key.lastUsedAt === null ? <span className="quiet">never</span> : <Moment at={key.lastUsedAt} />}
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
            </SmallTable>
          )
        }
      </Loaded>
      {making && <MakeKey onMade={forgetMaking} onClose={() => setMaking(false)} />}
      {revoking && <Revoke apiKey={revoking} onClose={() => setRevoking(null)} />}
    </Panel>
  );
}

function Revoke({ apiKey, onClose }: { apiKey: ApiKey; onClose: () => void }) {
  const revoke = useAct(revokeApiKeyMutation(), onClose);
  return (
    <Confirm
      title={`Revoke ${apiKey.name}?`}
      act="Revoke"
      of={revoke}
      onConfirm={() => revoke.mutate({ path: { id: apiKey.id } })}
      onClose={onClose}
    >
      Whatever uses it is refused from now on. This cannot be undone: make a new key if it was a mistake.
    </Confirm>
  );
}
