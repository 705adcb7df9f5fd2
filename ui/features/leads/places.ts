/** The screens about leads, in the order of their strip. */
export const LEAD_PLACES = [
  { to: '/leads', label: 'People' },
  { to: '/leads/lists', label: 'Lists' },
  { to: '/leads/imports', label: 'Imports' },
] as const;
