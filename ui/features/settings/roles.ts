import type { UserRole } from '../../api-client/types.gen.ts';

/** What each role is for; the table behind it is docs/api.md. */
export const ROLES: readonly { value: UserRole; label: string; note: string }[] = [
  { value: 'owner', label: 'Owner', note: 'Everything, and people, keys and limits.' },
  { value: 'manager', label: 'Manager', note: 'Campaigns, leads and agents.' },
  { value: 'compliance', label: 'Compliance', note: 'Lists, opt-outs and the ledger; may stop any campaign.' },
  { value: 'operator', label: 'Operator', note: 'Calls, transcripts and talking to agents.' },
  { value: 'viewer', label: 'Viewer', note: 'Looks, with numbers masked.' },
];

export const roleOptions = ROLES.map(({ value, label }) => ({ value, label }));
export const roleOf = (value: string | null): UserRole | null =>
  ROLES.find((role) => role.value === value)?.value ?? null;
