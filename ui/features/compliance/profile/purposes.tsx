import { Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { listCampaignsOptions } from '../../../api-client/@tanstack/react-query.gen.ts';
import { counted } from '../../../parts/figures.ts';
import { AnchorLink } from '../../../parts/links.tsx';
import { Panel } from '../../../parts/panel.tsx';
import { SmallTable } from '../../../parts/small-table.tsx';
import { Empty, Loaded } from '../../../parts/states.tsx';
import { CampaignStatus } from '../../../parts/status-badge.tsx';
import { CONTACT_KIND_LABELS } from '../words.ts';

/** What the calls are for: kind and subject are each campaign's, and decide which rules speak. */
export function Purposes() {
  const campaigns = useQuery(listCampaignsOptions({ query: { limit: 200 } }));
  return (
    <Panel
      title="What your calls are for"
      note="Kind and subject are set in each campaign’s settings; most rules ask for the kind."
      flush
    >
      <Loaded of={campaigns} what="see campaigns">
        {({ items, nextCursor }) =>
          items.length === 0 ? (
            <Empty title="No campaign yet" />
          ) : (
            <>
              <SmallTable
                label="What calls are for"
                heads={['Campaign', 'What it does', 'Subject', 'Agreed by', 'State']}
                minWidth={520}
              >
                {items.slice(0, 20).map((one) => (
                  <Table.Tr key={one.id}>
                    <Table.Td>
                      <AnchorLink
                        to="/campaigns/$id"
                        params={{ id: one.id }}
                        search={{ tab: 'settings' }}
                        size="sm"
                        underline="always"
                      >
                        {one.name}
                      </AnchorLink>
                    </Table.Td>
                    <Table.Td>{CONTACT_KIND_LABELS[one.callKind]}</Table.Td>
                    <Table.Td>{one.subject ?? '–'}</Table.Td>
                    <Table.Td>{one.consentBasis.replaceAll('-', ' ') || '–'}</Table.Td>
                    <Table.Td>
                      <CampaignStatus status={one.status} />
                    </Table.Td>
                  </Table.Tr>
                ))}
              </SmallTable>
              {(items.length > 20 || nextCursor !== null) && (
                <Text size="xs" className="quiet" p="xs">
                  The newest 20 of {counted(items.length, 'campaign')}
                  {nextCursor === null ? '' : ' and more'}.
                </Text>
              )}
            </>
          )
        }
      </Loaded>
    </Panel>
  );
}
