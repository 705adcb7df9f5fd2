import { Stack, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { listRegistriesOptions } from '../../../api-client/@tanstack/react-query.gen.ts';
import type { RegistryList } from '../../../api-client/types.gen.ts';
import { counted, figure } from '../../../parts/figures.ts';
import { AnchorLink, ButtonLink } from '../../../parts/links.tsx';
import { Moment } from '../../../parts/moment.tsx';
import { Notice } from '../../../parts/notice.tsx';
import { Panel } from '../../../parts/panel.tsx';
import { SmallTable } from '../../../parts/small-table.tsx';
import { Empty, Loaded } from '../../../parts/states.tsx';
import { StatusBadge } from '../../../parts/status-badge.tsx';
import { useNow } from '../../../parts/use-now.ts';
import { useMay } from '../../../session/use-session.tsx';
import { listLabel } from '../words.ts';

/** The do-not-call registries that the tenant may ask, and how old each copy is. */
export function Registries() {
  const registries = useQuery({ ...listRegistriesOptions(), refetchInterval: 15_000 });
  const mayWrite = useMay('dnc:write');
  return (
    <Stack gap="md">
      <EndingSoon registries={registries.data?.items ?? []} />
      <Panel title="Registries" note="Which copy is in force, and for how long" flush>
        <Loaded of={registries} what="see do-not-call registries">
          {({ items }) =>
            items.length === 0 ? (
              <Empty
                title="No registry is held"
                action={mayWrite && <ButtonLink to="/compliance/lists/upload">Upload a registry</ButtonLink>}
              >
                Where the law asks you to hold one, calls to those places are refused until you upload it.
              </Empty>
            ) : (
              <SmallTable
                label="Registries"
                heads={['Registry', 'In force', 'Numbers', 'Good for', 'Access']}
                minWidth={620}
              >
                {items.map((one) => (
                  <Row key={one.id} one={one} />
                ))}
              </SmallTable>
            )
          }
        </Loaded>
      </Panel>
    </Stack>
  );
}

const WEEK_DAYS = 7;
const DAY_MS = 86_400_000;

/** Says beforehand what would stop calls: a copy that gets too old, an access that ends. */
function EndingSoon({ registries }: { registries: readonly RegistryList[] }) {
  const now = useNow(60_000);
  const soon = registries.flatMap(({ id, list, daysLeft, expiresAt }) => {
    const accessDays = expiresAt === null ? null : (Date.parse(expiresAt) - now) / DAY_MS;
    return [
      ...(daysLeft !== null && daysLeft < WEEK_DAYS
        ? [{ id, what: `The copy of ${listLabel(list)}`, days: daysLeft }]
        : []),
      ...(accessDays !== null && accessDays < WEEK_DAYS
        ? [{ id, what: `Your access to ${listLabel(list)}`, days: accessDays }]
        : []),
    ];
  });
  if (soon.length === 0) return null;
  return (
    <Notice tone="warn" title="Before calls have to wait" role="status">
      {soon.map(({ id, what, days }) => (
        <Text key={what} size="sm" component="div">
          <AnchorLink to="/compliance/lists/$id" params={{ id }} inherit underline="always">
            {what}
          </AnchorLink>{' '}
          {days <= 0 ? 'has ended: whoever it speaks of is not called.' : `ends in ${counted(Math.ceil(days), 'day')}.`}
        </Text>
      ))}
    </Notice>
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
