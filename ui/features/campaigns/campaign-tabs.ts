/** The parts of a campaign, in the order of their tabs. */
export const CAMPAIGN_TABS = ['now', 'where', 'settings', 'activity'] as const;

export const CAMPAIGN_TAB_TITLES: Readonly<Record<(typeof CAMPAIGN_TABS)[number], string>> = {
  now: 'Now',
  where: 'Where and when',
  settings: 'Settings',
  activity: 'Activity',
};
