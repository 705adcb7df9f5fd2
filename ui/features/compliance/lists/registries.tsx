import { Button, Group, Stack, Table, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import {
  acceptRegistryMutation,
  listRegistriesOptions,
  listRegistrySubscriptionsOptions,
} from '../../../api-client/@tanstack/react-query.gen.ts';
import type { RegistryList, RegistrySubscription } from '../../../api-client/types.gen.ts';
import { counted, figure } from '../../../parts/figures.ts';
import { AnchorLink, ButtonLink } from '../../../parts/links.tsx';
import { Moment } from '../../../parts/moment.tsx';
import { Panel } from '../../../parts/panel.tsx';
import { ProblemNotice } from '../../../parts/problem-notice.tsx';
import { Empty, Loaded } from '../../../parts/states.tsx';
import { StatusBadge } from '../../../parts/status-badge.tsx';
import { useMay } from '../../../session/use-session.tsx';
import { CompliancePlaces } from '../compliance-places.tsx';
import { ScrolledTable } from '../scrolled-table.tsx';
import { listLabel } from '../words.ts';
import { OwnList } from './own-list.tsx';

/** The do-not-call registries that the tenant may ask, how old each copy is, and its own list. */
export function Registries() {
  const registries = useQuery({ ...listRegistriesOptions(), refetchInterval: 15_000 });
  const mayWrite = useMay('dnc:write');
  const upload = mayWrite && <ButtonLink to="/compliance/lists/upload">Upload a registry</ButtonLink>;
  return (
    <>
      <CompliancePlaces
        lead="A number on any of these is not called. A copy that is too old counts as unreadable: then nobody it speaks of is called."
        actions={upload}
      />
      <Stack gap="md">
        <Panel title="Registries" note="Which copy is in force, and for how long" flush>
          <Loaded of={registries} what="see do-not-call registries">
            {({ items }) =>
              items.length === 0 ? (
                <Empty title="No registry is held" action={upload}>
                  Where the law asks you to hold one, calls to those places are refused until you upload it.
                </Empty>
              ) : (
                <ScrolledTable
                  label="Registries"
                  heads={['Registry', 'In force', 'Numbers', 'Good for', 'Access']}
                  minWidth={620}
                >
                  {items.map((one) => (
                    <Row key={one.id} one={one} />
                  ))}
                </ScrolledTable>
              )
            }
          </Loaded>
        </Panel>
        <Subscriptions />
        <OwnList />
      </Stack>
    </>
  );
}

function Row({ one }: { one: RegistryList }) {
  const { inForce } = one;
  return (
    <Table.Tr>
      <Table.Td>
        <AnchorLink to="/compliance/lists/$id" params={{ id: one.id }} size="sm" underline="always">
          {listLabel(one.list)}
        </AnchorLink>
        <Text size="xs" className="quiet">
          {one.own ? 'yours' : 'another tenant’s, granted to you'}
        </Text>
      </Table.Td>
      <Table.Td>
        {inForce === null ? (
          <StatusBadge tone="bad">no copy in force</StatusBadge>
        ) : (
          <>
            as of <Moment at={inForce.asOf} />
          </>
        )}
      </Table.Td>
      <Table.Td>{inForce === null ? '–' : `${figure(inForce.numbers)} in ${counted(inForce.areas, 'area')}`}</Table.Td>
      <Table.Td>
        <DaysLeft days={one.daysLeft} />
      </Table.Td>
      <Table.Td>
        {one.subscriptionId === null ? (
          <StatusBadge tone="warn">not accepted</StatusBadge>
        ) : (
          <Text size="sm" component="span">
            {one.boughtAreas === null ? 'all areas' : counted(one.boughtAreas.length, 'area')}
            {one.expiresAt !== null && (
              <>
                , until <Moment at={one.expiresAt} />
              </>
            )}
          </Text>
        )}
      </Table.Td>
    </Table.Tr>
  );
}

/** How long a copy may still be used. */
export function DaysLeft({ days }: { days: number | null }) {
  if (days === null) return <span className="quiet">–</span>;
  if (days <= 0) return <StatusBadge tone="bad">too old: nobody is called</StatusBadge>;
  if (days < 7) return <StatusBadge tone="warn">{`${counted(Math.floor(days), 'day')} left`}</StatusBadge>;
  return <>{counted(Math.floor(days), 'day')}</>;
}

function Subscriptions() {
  const subscriptions = useQuery(listRegistrySubscriptionsOptions());
  const client = useQueryClient();
  const mayWrite = useMay('dnc:write');
  const accept = useMutation({ ...acceptRegistryMutation(), onSuccess: () => void client.invalidateQueries() });
  const items = subscriptions.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <Panel
      title="Subscriptions"
      note="Who may use which copy. Taking a granted list into use asks for your own account with who keeps it."
      flush
    >
      {accept.error && <ProblemNotice error={accept.error} />}
      <ScrolledTable label="Subscriptions" heads={['Registry', 'Whose', 'Account', 'Areas', 'State']} minWidth={560}>
        {items.map((one) => (
          <Table.Tr key={one.id}>
            <Table.Td>{listLabel(one.list)}</Table.Td>
            <Table.Td>{one.mine ? (one.own ? 'your own' : 'granted to you') : 'granted by you'}</Table.Td>
            <Table.Td>{one.account || '–'}</Table.Td>
            <Table.Td>{one.boughtAreas === null ? 'all' : one.boughtAreas.join(', ')}</Table.Td>
            <Table.Td>
              <Group gap="xs">
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
              </Group>
            </Table.Td>
          </Table.Tr>
        ))}
      </ScrolledTable>
    </Panel>
  );
}

function StateOf({ one }: { one: RegistrySubscription }) {
  if (one.endedAt !== null) return <StatusBadge tone="quiet">ended</StatusBadge>;
  if (one.acceptedAt === null) return <StatusBadge tone="warn">waiting for a yes</StatusBadge>;
  return <StatusBadge tone="good">in use</StatusBadge>;
}
