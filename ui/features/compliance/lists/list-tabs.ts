/** Whom not to call, in the order of the tabs. */
export const LIST_TABS = ['registries', 'own', 'litigators', 'imports', 'access', 'reassigned'] as const;

export const LIST_TAB_TITLES: Readonly<Record<(typeof LIST_TABS)[number], string>> = {
  registries: 'Registries',
  own: 'Your own list',
  litigators: 'Litigators',
  imports: 'Imports',
  access: 'Access',
  reassigned: 'Reassigned numbers',
};
