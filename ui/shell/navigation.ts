import {
  IconActivity,
  IconAddressBook,
  IconGavel,
  IconHelp,
  IconLayoutDashboard,
  IconPhone,
  IconSettings,
  IconSpeakerphone,
  IconUserScreen,
} from '@tabler/icons-react';

/** The places of the app, in groups by what a person comes for. New nouns join a group here. */
export const NAVIGATION = [
  {
    title: 'Run',
    places: [
      { to: '/', label: 'Dashboard', icon: IconLayoutDashboard },
      { to: '/campaigns', label: 'Campaigns', icon: IconSpeakerphone },
      { to: '/leads', label: 'Leads', icon: IconAddressBook },
      { to: '/calls', label: 'Calls', icon: IconPhone },
    ],
  },
  { title: 'Build', places: [{ to: '/agents', label: 'Agents', icon: IconUserScreen }] },
  {
    title: 'Prove',
    places: [{ to: '/compliance', label: 'Compliance', icon: IconGavel }],
  },
  {
    title: 'Set up',
    places: [
      { to: '/settings', label: 'Settings', icon: IconSettings },
      { to: '/system', label: 'System', icon: IconActivity },
      { to: '/help', label: 'Help', icon: IconHelp },
    ],
  },
] as const;

export const PLACES = NAVIGATION.map(({ places }) => places).flat();
