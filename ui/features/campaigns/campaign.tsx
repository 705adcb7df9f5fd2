import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { getCampaignOptions, getCampaignProgressOptions } from '../../api-client/@tanstack/react-query.gen.ts';
import { PageHeader } from '../../parts/page-header.tsx';
import { Loaded } from '../../parts/states.tsx';
import { CampaignStatus } from '../../parts/status-badge.tsx';
import { Tabbed } from '../../parts/tabbed.tsx';
import { TemporalLink } from '../../parts/temporal-link.tsx';
import { ActivityTab } from './activity-tab.tsx';
import { CampaignCommands } from './campaign-commands.tsx';
import { CAMPAIGN_TAB_TITLES, CAMPAIGN_TABS } from './campaign-tabs.ts';
import { Doing } from './doing.tsx';
import { NowTab } from './now-tab.tsx';
import { SettingsTab } from './settings-tab.tsx';
import { WhereTab } from './where-tab.tsx';

/** One campaign: what it does, what came of it, and its brake. */
export function Campaign() {
  const { id } = useParams({ from: '/frame/campaigns/$id' });
  const { tab = 'now' } = useSearch({ from: '/frame/campaigns/$id' });
  const navigate = useNavigate();
  const read = useQuery(getCampaignOptions({ path: { id } }));
  const progress = useQuery({
    ...getCampaignProgressOptions({ path: { id } }),
    refetchInterval: ({ state }) => (state.data?.status === 'running' ? 5_000 : false),
    // The first tab cannot do without it and says so itself.
    ...(tab !== 'now' && { meta: { part: 'how far it is' } }),
  });
  return (
    <Loaded of={read} what="see campaigns" head={{ title: 'Campaign', up: { label: 'Campaigns', to: '/campaigns' } }}>
      {(campaign) => (
        <>
          <PageHeader
            up={{ label: 'Campaigns', to: '/campaigns' }}
            title={campaign.name}
            beside={<CampaignStatus status={campaign.status} />}
            lead={<Doing progress={progress.data} />}
            actions={
              <>
                <CampaignCommands campaign={campaign} progress={progress.data} />
                <TemporalLink url={progress.data?.workflowUrl} />
              </>
            }
          />
          <Tabbed
            label="Parts of the campaign"
            names={CAMPAIGN_TABS}
            titles={CAMPAIGN_TAB_TITLES}
            value={tab}
            onChange={(name) => void navigate({ to: '/campaigns/$id', params: { id }, search: { tab: name } })}
            panels={{
              now: <NowTab campaign={campaign} progress={progress} />,
              where: <WhereTab campaign={campaign} />,
              settings: <SettingsTab key={campaign.id} campaign={campaign} waiting={progress.data?.leads.waiting} />,
              activity: <ActivityTab id={id} />,
            }}
          />
        </>
      )}
    </Loaded>
  );
}
