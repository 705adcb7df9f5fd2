import { Stack, Tabs } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { getComplianceProfileOptions } from '../../../api-client/@tanstack/react-query.gen.ts';
import { Loaded } from '../../../parts/states.tsx';
import { CompliancePlaces, NotLegalAdvice } from '../compliance-places.tsx';
import { CallerPanel } from './caller-panel.tsx';
import { FourEyes } from './four-eyes.tsx';
import { Holidays } from './holidays.tsx';
import { Overrides } from './overrides.tsx';
import { Packs } from './packs.tsx';
import { ProblemsOfProfile } from './problems-of-profile.tsx';
import { Purposes } from './purposes.tsx';
import { Stricter } from './stricter.tsx';

const TABS = [
  { value: 'profile', label: 'What applies' },
  { value: 'overrides', label: 'Overrides' },
  { value: 'holidays', label: 'Holidays' },
] as const;

/** What this tenant's rules are made of: law packs, its own stricter choices, overrides and holidays. */
export function Profile() {
  const { tab } = useSearch({ from: '/frame/compliance/profile' });
  const navigate = useNavigate();
  const profile = useQuery(getComplianceProfileOptions());
  return (
    <>
      <CompliancePlaces lead="Which law applies, where you are stricter than it, and where an owner decided to be laxer." />
      <Tabs
        value={tab ?? 'profile'}
        keepMounted={false}
        onChange={(value) =>
          void navigate({
            to: '/compliance/profile',
            search: value === 'overrides' || value === 'holidays' ? { tab: value } : {},
            replace: true,
          })
        }
      >
        <Tabs.List mb="md" aria-label="Profile">
          {TABS.map(({ value, label }) => (
            <Tabs.Tab key={value} value={value}>
              {label}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="profile">
          <Loaded of={profile} what="see the compliance profile">
            {(data) => (
              <Stack gap="md">
                <NotLegalAdvice />
                <ProblemsOfProfile problems={data.problems} />
                <Packs profile={data} />
                <Purposes />
                <Stricter profile={data} />
                <CallerPanel key={data.revision} profile={data} />
                <FourEyes />
              </Stack>
            )}
          </Loaded>
        </Tabs.Panel>
        <Tabs.Panel value="overrides">
          <Overrides />
        </Tabs.Panel>
        <Tabs.Panel value="holidays">
          <Holidays />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}
