import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { getImportOptions } from '../../api-client/@tanstack/react-query.gen.ts';
import { AnchorLink, ButtonLink } from '../../parts/links.tsx';
import { Moment } from '../../parts/moment.tsx';
import { PageHeader } from '../../parts/page-header.tsx';
import { Panel } from '../../parts/panel.tsx';
import { TemporalLink } from '../../parts/temporal-link.tsx';
import { useMay } from '../../session/use-session.tsx';
import { ImportProgress } from './import/import-progress.tsx';

/** One import: how far it is, what became of each row. */
export function OneImport() {
  const { id } = useParams({ from: '/frame/leads/imports/$id' });
  const { data } = useQuery(getImportOptions({ path: { id } }));
  const mayMake = useMay('campaigns:write');
  return (
    <>
      <PageHeader
        up={{ label: 'Imports', to: '/leads/imports' }}
        title={data?.fileName || 'Import'}
        isRead={data !== undefined}
        lead={
          data && (
            <>
              into{' '}
              <AnchorLink to="/leads" search={{ list: data.listId }} inherit underline="always">
                {data.listName}
              </AnchorLink>
              , begun <Moment at={data.createdAt} />
            </>
          )
        }
        actions={
          <>
            {data && mayMake && (
              <ButtonLink to="/campaigns/new" search={{ list: data.listId }}>
                Campaign with this list
              </ButtonLink>
            )}
            <TemporalLink url={data?.workflowUrl} />
          </>
        }
      />
      <Panel title="What became of the rows">
        <ImportProgress id={id} />
      </Panel>
    </>
  );
}
