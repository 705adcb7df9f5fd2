import { Button, Group, Table } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import {
  acceptRegistryMutation,
  endRegistrySubscriptionMutation,
  listRegistrySubscriptionsOptions,
} from '../../../api-client/@tanstack/react-query.gen.ts';
import type { RegistrySubscription } from '../../../api-client/types.gen.ts';
import { useAct } from '../../../http/use-act.ts';
import { Confirm } from '../../../parts/confirm.tsx';
import { AnchorLink } from '../../../parts/links.tsx';
import { Moment } from '../../../parts/moment.tsx';
import { Panel } from '../../../parts/panel.tsx';
import { ProblemNotice } from '../../../parts/problem-notice.tsx';
import { SmallTable } from '../../../parts/small-table.tsx';
import { Empty, Loaded } from '../../../parts/states.tsx';
import { StatusBadge } from '../../../parts/status-badge.tsx';
import { useMay } from '../../../session/use-session.tsx';
import { listLabel } from '../words.ts';

/** Who may ask which registry: this tenant, and those that it granted its own to. */
export function Subscriptions() {
  const subscriptions = useQuery(listRegistrySubscriptionsOptions());
  const mayWrite = useMay('dnc:write');
  const [ending, setEnding] = useState<RegistrySubscription | null>(null);
  const accept = useAct(acceptRegistryMutation());
  return (
    <>
      {accept.error && <ProblemNotice error={accept.error} />}
      <Panel
        title="Access to registries"
        note="A registry is granted on its own page. Taking one into use asks for your own account with who keeps it."
        flush
      >
        <Loaded of={subscriptions} what="see do-not-call registries">
          {({ items }) =>
            items.length === 0 ? (
              <Empty title="No access yet">Uploading a registry gives you access to it.</Empty>
            ) : (
              <SmallTable
                label="Access to registries"
                heads={['Registry', 'Whose', 'Account', 'Areas', 'Until', 'State']}
                minWidth={680}
              >
                {items.map((one) => (
                  <Table.Tr key={one.id}>
                    <Table.Td>
                      <AnchorLink to="/compliance/lists/$id" params={{ id: one.listId }} size="sm" underline="always">
                        {listLabel(one.list)}
                      </AnchorLink>
                    </Table.Td>
                    <Table.Td>{one.mine ? (one.own ? 'your own' : 'granted to you') : 'granted by you'}</Table.Td>
                    <Table.Td>{one.account || '–'}</Table.Td>
                    <Table.Td>{one.boughtAreas === null ? 'all' : one.boughtAreas.join(', ')}</Table.Td>
                    <Table.Td>{one.expiresAt === null ? 'for good' : <Moment at={one.expiresAt} />}</Table.Td>
                    <Table.Td>
                      <Group gap="xs" wrap="nowrap">
                        <StateOf one={one} />
                        {mayWrite && one.mine && one.acceptedAt === null && one.endedAt === null && (
                          <Button
                            size="compact-xs"
                            loading={accept.isPending}
                            onClick={() => accept.mutate({ path: { id: one.id } })}
                          >
                            Take into use
                          </Button>
                        )}
                        {mayWrite && one.endedAt === null && (
                          <Button size="compact-xs" variant="default" onClick={() => setEnding(one)}>
                            End …
                          </Button>
                        )}
                      </Group>
                    </Table.Td>
                  </Table.Tr>
                ))}
              </SmallTable>
            )
          }
        </Loaded>
      </Panel>
      {ending && <End one={ending} onClose={() => setEnding(null)} />}
    </>
  );
}

function StateOf({ one }: { one: RegistrySubscription }) {
  if (one.endedAt !== null)
    return (
      <span>
        <StatusBadge tone="quiet">ended</StatusBadge> <Moment at={one.endedAt} />
      </span>
    );
  if (one.acceptedAt === null) return <StatusBadge tone="warn">waiting for a yes</StatusBadge>;
  return <StatusBadge tone="good">in use</StatusBadge>;
}

function End({ one, onClose }: { one: RegistrySubscription; onClose: () => void }) {
  const end = useAct(endRegistrySubscriptionMutation(), onClose);
  return (
    <Confirm
      title="End this access?"
      act="End it"
      danger
      of={end}
      onConfirm={() => end.mutate({ path: { id: one.id } })}
      onClose={onClose}
    >
      From then on {one.mine ? 'you do' : 'that tenant does'} not hold {listLabel(one.list)}
      {one.boughtAreas !== null && ` (areas ${one.boughtAreas.join(', ')})`}: calls that need it wait. It does not come
      back by itself: it would be granted anew. Both ledgers keep it where both are on this installation.
    </Confirm>
  );
}
