/** The ledger itself, its files and its seals, in the order of the tabs. */
export const LEDGER_TABS = ['entries', 'exports', 'heads'] as const;

export const LEDGER_TAB_TITLES: Readonly<Record<(typeof LEDGER_TABS)[number], string>> = {
  entries: 'Entries',
  exports: 'Exports',
  heads: 'Signed heads',
};
