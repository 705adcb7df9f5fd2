import { Stack, Tabs } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { ButtonLink } from '../../../parts/links.tsx';
import { useMay } from '../../../session/use-session.tsx';
import { CompliancePlaces } from '../compliance-places.tsx';
import { Imports } from './imports.tsx';
import { LIST_TABS } from './list-tabs.ts';
import { Litigators } from './litigators.tsx';
import { OwnList } from './own-list.tsx';
import { Reassigned } from './reassigned.tsx';
import { Registries } from './registries.tsx';
import { Subscriptions } from './subscriptions.tsx';

const TITLES = {
  registries: 'Registries',
  own: 'Your own list',
  litigators: 'Litigators',
  imports: 'Imports',
  access: 'Access',
  reassigned: 'Reassigned numbers',
} as const;

/** Everything that says whom not to call: registries, the tenant's own lists, and numbers with a new owner. */
export function Lists() {
  const { tab } = useSearch({ from: '/frame/compliance/lists' });
  const navigate = useNavigate();
  const mayWrite = useMay('dnc:write');
  return (
    <>
      <CompliancePlaces
        lead="A number on any of these is not called. A copy that is too old counts as unreadable: then nobody it speaks of is called."
        actions={mayWrite && <ButtonLink to="/compliance/lists/upload">Upload a registry</ButtonLink>}
      />
      <Tabs
        value={tab ?? 'registries'}
        keepMounted={false}
        onChange={(value) => {
          const found = LIST_TABS.find((one) => one === value);
          void navigate({ to: '/compliance/lists', search: found ? { tab: found } : {}, replace: true });
        }}
      >
        <Tabs.List mb="md" aria-label="Lists">
          {(['registries', ...LIST_TABS] as const).map((value) => (
            <Tabs.Tab key={value} value={value}>
              {TITLES[value]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="registries">
          <Registries />
        </Tabs.Panel>
        <Tabs.Panel value="own">
          <OwnList />
        </Tabs.Panel>
        <Tabs.Panel value="litigators">
          <Litigators />
        </Tabs.Panel>
        <Tabs.Panel value="imports">
          <Imports />
        </Tabs.Panel>
        <Tabs.Panel value="access">
          <Stack gap="md">
            <Subscriptions />
          </Stack>
        </Tabs.Panel>
        <Tabs.Panel value="reassigned">
          <Reassigned />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}
