/** What a tenant's rules are made of, in the order of the tabs. */
export const PROFILE_TABS = ['applies', 'overrides', 'holidays'] as const;

export const PROFILE_TAB_TITLES: Readonly<Record<(typeof PROFILE_TABS)[number], string>> = {
  applies: 'What applies',
  overrides: 'Overrides',
  holidays: 'Holidays',
};
