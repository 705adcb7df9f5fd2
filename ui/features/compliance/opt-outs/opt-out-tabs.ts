/** Refusals that came, and the ways by which they come, in the order of the tabs. */
export const OPT_OUT_TABS = ['receipts', 'inboxes', 'links'] as const;

export const OPT_OUT_TAB_TITLES: Readonly<Record<(typeof OPT_OUT_TABS)[number], string>> = {
  receipts: 'Receipts',
  inboxes: 'Inboxes',
  links: 'Links',
};
