import type { Role } from '../../domain/vocabulary.ts';

/** Who may do what. The only place: routes name a permission, tests walk this table. Names are API-key scopes too. */
export const POLICY = {
  'agents:read': ['owner', 'manager', 'compliance', 'operator', 'viewer'],
  'agents:write': ['owner', 'manager'],
  'agents:test': ['owner', 'manager', 'operator'],
  'credentials:read': ['owner', 'manager'],
  'credentials:write': ['owner'],
  'lists:read': ['owner', 'manager', 'compliance', 'operator', 'viewer'],
  'lists:write': ['owner', 'manager'],
  'imports:read': ['owner', 'manager', 'compliance', 'viewer'],
  /** Rejected rows hold what people wrote, numbers among it. */
  'imports:rejected': ['owner', 'manager', 'compliance'],
  'leads:read': ['owner', 'manager', 'compliance', 'operator', 'viewer'],
  /** Whole telephone numbers; everyone else sees the last two digits. */
  'numbers:reveal': ['owner', 'manager', 'compliance', 'operator'],
  'suppressions:read': ['owner', 'manager', 'compliance', 'operator'],
  'suppressions:write': ['owner', 'manager', 'compliance', 'operator'],
  /** Taking a number off the list makes it callable again. */
  'suppressions:remove': ['owner', 'compliance'],
  'consents:read': ['owner', 'manager', 'compliance', 'operator'],
  'consents:write': ['owner', 'manager', 'compliance', 'operator'],
  'compliance:read': ['owner', 'manager', 'compliance', 'operator', 'viewer'],
  /** Asking about a number tells whether it is on a list: each look is a ledger entry. */
  'compliance:check': ['owner', 'manager', 'compliance', 'operator'],
  'compliance:write': ['owner', 'compliance'],
  /** Putting a drafted change of law in force. */
  'compliance:approve': ['owner', 'compliance'],
  /** Being laxer than a law pack. */
  'compliance:override': ['owner'],
  /** Where messages that refuse calls arrive, and the secrets that sign them. */
  'opt-out-inboxes:write': ['owner', 'compliance'],
  'dnc:read': ['owner', 'manager', 'compliance'],
  /** Uploads of registries, what comes into force, who may use them. */
  'dnc:write': ['owner', 'compliance'],
  'campaigns:read': ['owner', 'manager', 'compliance', 'operator', 'viewer'],
  'campaigns:write': ['owner', 'manager'],
  'campaigns:run': ['owner', 'manager'],
  /** The brake: compliance may stop what it may not start. */
  'campaigns:halt': ['owner', 'manager', 'compliance'],
  /** A file of every lead with its outcome. */
  'campaigns:export': ['owner', 'manager', 'compliance'],
  'phone-numbers:read': ['owner', 'manager', 'compliance', 'operator', 'viewer'],
  'phone-numbers:write': ['owner', 'manager'],
  'trunks:read': ['owner', 'manager', 'compliance', 'operator', 'viewer'],
  'trunks:write': ['owner'],
  'calls:read': ['owner', 'manager', 'compliance', 'operator', 'viewer'],
  'transcripts:read': ['owner', 'manager', 'compliance', 'operator'],
  'events:read': ['owner', 'manager', 'compliance', 'operator', 'viewer'],
  'tenant:read': ['owner', 'manager', 'compliance', 'operator', 'viewer'],
  'tenant:write': ['owner'],
  'users:read': ['owner', 'manager', 'compliance'],
  'users:write': ['owner'],
  'api-keys:read': ['owner', 'manager'],
  'api-keys:write': ['owner'],
  /** Queues, workers and builds: nothing of any call. */
  'engineering:read': ['owner', 'manager', 'compliance', 'operator', 'viewer'],
  'ledger:read': ['owner', 'manager', 'compliance'],
  'ledger:export': ['owner', 'compliance'],
  /** Takes away who somebody is, for good. */
  'persons:erase': ['owner', 'compliance'],
  'temporal:decode': ['owner', 'compliance'],
} as const satisfies Record<string, readonly Exclude<Role, 'worker'>[]>;

export type Permission = keyof typeof POLICY;
export const PERMISSIONS = Object.keys(POLICY).filter((name): name is Permission => name in POLICY);

/** May this role do it, and does the key's scope (null: everything its role may) reach that far? */
export function permits(
  who: { role: Role; scopes: readonly string[] | null },
  permission: Permission,
): { allowed: true } | { allowed: false; because: 'role' | 'scope' } {
  const roles: readonly Role[] = POLICY[permission];
  if (!roles.includes(who.role)) return { allowed: false, because: 'role' };
  if (who.scopes !== null && !who.scopes.includes(permission)) return { allowed: false, because: 'scope' };
  return { allowed: true };
}
