/** Besides the registries, which come first. */
export const LIST_TABS = ['own', 'litigators', 'imports', 'access', 'reassigned'] as const;
