import { z } from 'zod';
import type { RuleChangeRow } from '../../../database/changes/rule-changes.ts';
import type { TenantTx } from '../../../database/connect.ts';
import { nameOf, type Principal } from '../../auth/principal.ts';
import { conflict, forbidden } from '../../http/problem.ts';

const Settings = z.object({ fourEyes: z.boolean().default(false) });

/** Does the tenant ask for a second person? A setting that cannot be read asks for one. */
export async function asksForFourEyes(tx: TenantTx): Promise<boolean> {
  const [tenant] = await tx.query<{ settings: unknown }>('select settings from tenants where id = $1', [tx.tenantId]);
  const read = Settings.safeParse(tenant?.settings);
  return !read.success || read.data.fourEyes;
}

/** @throws Problem 403 where the tenant asks for a second person and this is not one. */
export async function requireSecondPerson(tx: TenantTx, change: RuleChangeRow, principal: Principal): Promise<void> {
  if (!(await asksForFourEyes(tx))) return;
  if (principal.kind !== 'user') {
    throw forbidden('A second person approves a change here, and an API key is none. Sign in to approve it.');
  }
  const author = await authorOf(tx, change);
  if (author === null) {
    throw forbidden(
      'It was drafted with an API key of which nobody knows who made it, so that nobody can be told apart from its author. Draft it anew, signed in.',
    );
  }
  if (author === nameOf(principal)) {
    throw forbidden('A second person approves a change here, and this one is yours. Ask somebody else to approve it.');
  }
}

/**
 * Less protection is a change like one of the law: where the tenant asks for a second person, nobody brings it about alone.
 * @throws Problem 409 there.
 */
export async function requireOneIsEnough(tx: TenantTx, what: string): Promise<void> {
  if (!(await asksForFourEyes(tx))) return;
  throw conflict(
    'second-person-needed',
    `${what} takes a second person here. Draft it with POST /compliance/changes in \`relaxes\`, preview it and ask somebody else to approve it.`,
  );
}

/** A draft made with an API key is by whoever made the key; null where that is not known. */
async function authorOf(tx: TenantTx, { created_by }: RuleChangeRow): Promise<string | null> {
  const [kind, id] = created_by.split(':');
  if (kind !== 'api-key') return created_by;
  const [key] = await tx.query<{ created_by: string | null }>(
    'select created_by from api_keys where tenant_id = $1 and id = $2',
    [tx.tenantId, id],
  );
  return key?.created_by ? `user:${key.created_by}` : null;
}
