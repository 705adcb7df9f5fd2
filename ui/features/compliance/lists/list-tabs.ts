/** Besides the registries, which come first. */
export const LIST_TABS = ['own', 'litigators', 'access', 'reassigned'] as const;
