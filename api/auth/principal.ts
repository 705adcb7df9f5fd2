import type { TenantId } from '../../domain/ids.ts';
import type { Role } from '../../domain/vocabulary.ts';

/** Who asks, after authentication. */
export interface Principal {
  kind: 'user' | 'api-key';
  tenantId: TenantId;
  id: string;
  role: Exclude<Role, 'worker'>;
  /** Scopes of an API key; null: everything its role may. */
  scopes: readonly string[] | null;
}

/** How the timeline and the histories name someone: `user:<id>` or `api-key:<id>`. */
export function nameOf(principal: Pick<Principal, 'kind' | 'id'>): string {
  return `${principal.kind}:${principal.id}`;
}
