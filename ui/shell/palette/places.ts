import type { LinkProps } from '@tanstack/react-router';
import {
  IconBan,
  IconDownload,
  IconGavel,
  IconPhoneCheck,
  IconSearch,
  IconSpeakerphone,
  IconUpload,
  IconUserScreen,
} from '@tabler/icons-react';
import { LEDGER_TAB_TITLES, LEDGER_TABS } from '../../features/compliance/ledger/ledger-tabs.ts';
import { LIST_TAB_TITLES, LIST_TABS } from '../../features/compliance/lists/list-tabs.ts';
import { OPT_OUT_TAB_TITLES, OPT_OUT_TABS } from '../../features/compliance/opt-outs/opt-out-tabs.ts';
import { COMPLIANCE_PLACES } from '../../features/compliance/places.ts';
import { PROFILE_TAB_TITLES, PROFILE_TABS } from '../../features/compliance/profile/profile-tabs.ts';
import { HELP } from '../../parts/help-places.ts';
import { LEAD_PLACES } from '../../features/leads/places.ts';
import { SETTINGS_TAB_TITLES, SETTINGS_TABS } from '../../features/settings/settings-tabs.ts';

/** Somewhere that the palette leads to. */
export interface Place {
  label: string;
  go: Pick<LinkProps, 'to' | 'params' | 'search'>;
  /** Other words by which people look for it. */
  keywords?: string;
  /** Of api/auth/policy.ts; without it the place is not offered. */
  needs?: string;
  icon?: typeof IconSearch;
}

/** Screens and tabs below the places of the navigation, named by the way to them. */
export const DEEPER: readonly Place[] = [
  ...LEAD_PLACES.slice(1).map(({ to, label }) => ({ label: `Leads › ${label}`, go: { to } })),
  ...COMPLIANCE_PLACES.slice(1).map(({ to, label }) => ({ label: `Compliance › ${label}`, go: { to } })),
  ...OPT_OUT_TABS.slice(1).map((tab) => ({
    label: `Compliance › Opt-outs › ${OPT_OUT_TAB_TITLES[tab]}`,
    go: { to: '/compliance/opt-outs', search: { tab } } as const,
  })),
  ...LIST_TABS.map((tab) => ({
    label: `Compliance › Lists › ${LIST_TAB_TITLES[tab]}`,
    go: { to: '/compliance/lists', search: { tab } } as const,
    keywords: tab === 'own' ? 'do not call dnc suppression' : 'do not call dnc',
  })),
  ...PROFILE_TABS.slice(1).map((tab) => ({
    label: `Compliance › Profile › ${PROFILE_TAB_TITLES[tab]}`,
    go: { to: '/compliance/profile', search: { tab } } as const,
  })),
  ...LEDGER_TABS.slice(1).map((tab) => ({
    label: `Compliance › Ledger › ${LEDGER_TAB_TITLES[tab]}`,
    go: { to: '/compliance/ledger', search: { tab } } as const,
  })),
  ...SETTINGS_TABS.map((tab) => ({
    label: `Settings › ${SETTINGS_TAB_TITLES[tab]}`,
    go: { to: '/settings', search: { tab } } as const,
  })),
  ...HELP.flatMap(({ pages }) =>
    pages.map(({ name, label }) => ({
      label: `Help › ${label}`,
      go: { to: '/help/page/$', params: { _splat: name } } as const,
      keywords: 'guide documentation manual',
    })),
  ),
];

/** What can be begun from anywhere. */
export const DOINGS: readonly Place[] = [
  { label: 'New campaign', icon: IconSpeakerphone, go: { to: '/campaigns/new' }, needs: 'campaigns:write' },
  { label: 'New agent', icon: IconUserScreen, go: { to: '/agents', search: { new: 'agent' } }, needs: 'agents:write' },
  {
    label: 'Import leads from a file',
    icon: IconUpload,
    go: { to: '/leads/import' },
    keywords: 'csv upload',
    needs: 'lists:write',
  },
  {
    label: 'Add a number to the do-not-call list',
    icon: IconBan,
    go: { to: '/compliance/opt-outs', search: { record: 'yes' } },
    keywords: 'opt-out dnc refuse suppress',
    needs: 'suppressions:write',
  },
  {
    label: 'Check a number: may we call it?',
    icon: IconPhoneCheck,
    go: { to: '/compliance/ask' },
    keywords: 'why not when',
    needs: 'compliance:check',
  },
  {
    label: 'Check a file of numbers: may we call them?',
    icon: IconPhoneCheck,
    go: { to: '/compliance/ask/many' },
    keywords: 'batch csv scrub',
    needs: 'compliance:check',
  },
  {
    label: 'Look a number up',
    icon: IconSearch,
    go: { to: '/compliance' },
    keywords: 'search history consent',
    needs: 'compliance:check',
  },
  {
    label: 'Export the ledger',
    icon: IconDownload,
    go: { to: '/compliance/ledger', search: { tab: 'exports' } },
    keywords: 'audit trail download proof',
    needs: 'ledger:export',
  },
  {
    label: 'Propose a change of the rules',
    icon: IconGavel,
    go: { to: '/compliance/changes', search: { propose: 'yes' } },
    keywords: 'law draft',
    needs: 'compliance:write',
  },
  {
    label: 'Upload a registry',
    icon: IconUpload,
    go: { to: '/compliance/lists/upload' },
    keywords: 'do not call dnc version',
    needs: 'dnc:write',
  },
];
