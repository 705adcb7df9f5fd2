/** Whom not to call, in the order of the tabs. */
export const LIST_TABS = ['registries', 'own', 'litigators', 'imports', 'check', 'access', 'reassigned'] as const;

export const LIST_TAB_TITLES: Readonly<Record<(typeof LIST_TABS)[number], string>> = {
  registries: 'Registries',
  own: 'Your own list',
  litigators: 'Litigators',
  imports: 'Imports',
  check: 'Check numbers',
  access: 'Access',
  reassigned: 'Reassigned numbers',
};
