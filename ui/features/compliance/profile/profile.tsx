import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { getComplianceProfileOptions } from '../../../api-client/@tanstack/react-query.gen.ts';
import { Loaded } from '../../../parts/states.tsx';
import { Tabbed } from '../../../parts/tabbed.tsx';
import { CompliancePlaces, NotLegalAdvice } from '../compliance-places.tsx';
import { CallerPanel } from './caller-panel.tsx';
import { FourEyes } from './four-eyes.tsx';
import { Holidays } from './holidays.tsx';
import { Overrides } from './overrides.tsx';
import { Packs } from './packs.tsx';
import { ProblemsOfProfile } from './problems-of-profile.tsx';
import { PROFILE_TAB_TITLES, PROFILE_TABS } from './profile-tabs.ts';
import { Purposes } from './purposes.tsx';
import { Stricter } from './stricter.tsx';

/** What this tenant's rules are made of: law packs, its own stricter choices, overrides and holidays. */
export function Profile() {
  const { tab = 'applies' } = useSearch({ from: '/frame/compliance/profile' });
  const navigate = useNavigate();
  return (
    <>
      <CompliancePlaces lead="Which law applies, where you are stricter than it, and where an owner decided to be laxer." />
      <Tabbed
        label="Profile"
        names={PROFILE_TABS}
        titles={PROFILE_TAB_TITLES}
        value={tab}
        onChange={(name) => void navigate({ to: '/compliance/profile', search: { tab: name } })}
        panels={{ applies: <WhatApplies />, overrides: <Overrides />, holidays: <Holidays /> }}
      />
    </>
  );
}

function WhatApplies() {
  const profile = useQuery(getComplianceProfileOptions());
  return (
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
  );
}
