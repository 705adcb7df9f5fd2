import { getRouteApi } from '@tanstack/react-router';
import { PageHeader } from '../../parts/page-header.tsx';
import { Tabbed } from '../../parts/tabbed.tsx';
import { useMe } from '../../session/use-session.tsx';
import { ApiKeysTab } from './api-keys-tab.tsx';
import { AppearanceTab } from './appearance-tab.tsx';
import { LimitsTab } from './limits-tab.tsx';
import { ProvidersTab } from './providers-tab.tsx';
import { SETTINGS_TAB_TITLES, SETTINGS_TABS } from './settings-tabs.ts';
import { TeamTab } from './team-tab.tsx';
import { TrunksTab } from './trunks-tab.tsx';

const route = getRouteApi('/frame/settings');

export function SettingsPage() {
  const { tab = 'team' } = route.useSearch();
  const navigate = route.useNavigate();
  const tenant = useMe().data?.tenantName;
  return (
    <>
      <PageHeader title="Settings" lead={tenant === undefined ? undefined : `Of ${tenant}.`} />
      <Tabbed
        label="Settings"
        names={SETTINGS_TABS}
        titles={SETTINGS_TAB_TITLES}
        value={tab}
        onChange={(name) => void navigate({ search: { tab: name } })}
        panels={{
          team: <TeamTab />,
          keys: <ApiKeysTab />,
          providers: <ProvidersTab />,
          trunks: <TrunksTab />,
          limits: <LimitsTab />,
          appearance: <AppearanceTab />,
        }}
      />
    </>
  );
}
