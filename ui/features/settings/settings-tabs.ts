/** The parts of the settings, in the order of their tabs. */
export const SETTINGS_TABS = ['team', 'keys', 'providers', 'trunks', 'limits', 'appearance'] as const;

export const SETTINGS_TAB_TITLES: Readonly<Record<(typeof SETTINGS_TABS)[number], string>> = {
  team: 'Team and roles',
  keys: 'API keys',
  providers: 'Providers',
  trunks: 'Trunks',
  limits: 'Limits and retention',
  appearance: 'Appearance and password',
};
