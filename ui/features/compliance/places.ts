/** The screens about compliance, in the order of their strip. */
export const COMPLIANCE_PLACES = [
  { to: '/compliance', label: 'Number' },
  { to: '/compliance/ask', label: 'May we call?' },
  { to: '/compliance/opt-outs', label: 'Opt-outs' },
  { to: '/compliance/lists', label: 'Lists' },
  { to: '/compliance/rules', label: 'Rules' },
  { to: '/compliance/profile', label: 'Profile' },
  { to: '/compliance/changes', label: 'Changes' },
  { to: '/compliance/replays', label: 'Replays' },
  { to: '/compliance/consents', label: 'Consents' },
  { to: '/compliance/erasure', label: 'Erasure' },
  { to: '/compliance/ledger', label: 'Ledger' },
  { to: '/compliance/verify', label: 'Verify' },
] as const;
