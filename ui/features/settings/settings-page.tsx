import { Tabs } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { PageHeader } from '../../parts/page-header.tsx';
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
      <Tabs
        value={tab}
        keepMounted={false}
        onChange={(value) =>
          void navigate({
            search: { tab: SETTINGS_TABS.find((one) => one === value && one !== 'team') },
            replace: true,
          })
        }
      >
        <Tabs.List mb="md" aria-label="Settings" style={{ flexWrap: 'nowrap', overflowX: 'auto' }}>
          {SETTINGS_TABS.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {SETTINGS_TAB_TITLES[name]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="team">
          <TeamTab />
        </Tabs.Panel>
        <Tabs.Panel value="keys">
          <ApiKeysTab />
        </Tabs.Panel>
        <Tabs.Panel value="providers">
          <ProvidersTab />
        </Tabs.Panel>
        <Tabs.Panel value="trunks">
          <TrunksTab />
        </Tabs.Panel>
        <Tabs.Panel value="limits">
          <LimitsTab />
        </Tabs.Panel>
        <Tabs.Panel value="appearance">
          <AppearanceTab />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}
