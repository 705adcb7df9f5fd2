import { randomUUID } from 'node:crypto';
import type { TenantTx } from '../../../database/connect.ts';
import type { TenantId } from '../../../domain/ids.ts';
import { hashPassword } from '../../auth/passwords.ts';
import { isSetupCode } from '../../auth/setup-code.ts';
import { Session } from '../../contract/auth.ts';
import { Setup, SetupState } from '../../contract/setup.ts';
import { conflict, invalid } from '../../http/problem.ts';
import { defineOpenRoute } from '../../http/route.ts';
import { beginSession, sessionAnswer } from '../auth/open-session.ts';
import { awaitsOwner } from './awaits-owner.ts';

export const getSetup = defineOpenRoute({
  id: 'getSetup',
  method: 'get',
  path: '/api/v1/setup',
  tag: 'Sign-in',
  summary: 'Whether this installation still waits for its first owner',
  access: 'public',
  responses: { 200: { description: 'Whether it does.', body: SetupState } },
  async handler(_context, deps) {
    return { status: 200, body: { needed: await awaitsOwner(deps.database) } };
  },
});

export const postSetup = defineOpenRoute({
  id: 'setUp',
  method: 'post',
  path: '/api/v1/setup',
  tag: 'Sign-in',
  summary: 'Make the first tenant and its owner',
  description:
    'Works once, while nobody can sign in, and with the code that the API printed when it started. The owner is signed in by the answer.',
  access: 'public',
  body: Setup,
  responses: { 201: { description: 'Made, and signed in.', body: Session } },
  async handler({ body }, deps) {
    if (!(await awaitsOwner(deps.database))) throw alreadyDone();
    if (!isSetupCode(body.code, deps.config.jwtSecret)) {
      throw invalid([
        {
          field: 'code',
          message: 'This is not the set-up code of this installation.',
          remedy: 'Copy the code that the API prints when it starts: look at the end of its log.',
        },
      ]);
    }
    // Hashing takes a while: not under the lock.
    const passwordHash = await hashPassword(body.password);
    const made = await deps.database.inTenant(randomUUID() as TenantId, async (tx) => {
      await tx.query(`select pg_advisory_xact_lock(hashtext('ringfence.first-owner'))`);
      const [row] = await tx.query<{ waits: boolean }>('select awaits_owner() as waits');
      if (row?.waits !== true) throw alreadyDone();
      const user = await addOwner(tx, body, passwordHash);
      return { user, token: await beginSession(tx, user.id) };
    });
    return { status: 201, ...(await sessionAnswer(made.user, made.token, deps)) };
  },
});

async function addOwner(tx: TenantTx, of: Setup, passwordHash: string) {
  await tx.query('insert into tenants (id, slug, name, default_country) values ($1, $2, $3, $4)', [
    tx.tenantId,
    slugOf(of.tenantName, tx.tenantId),
    of.tenantName,
    of.defaultCountry,
  ]);
  const [owner] = await tx.query<{ id: string }>(
    `insert into users (tenant_id, email, name, role, password_hash) values ($1, $2, $3, 'owner', $4) returning id`,
    [tx.tenantId, of.email, of.name, passwordHash],
  );
  if (!owner) throw new Error('the owner was not written');
  return { id: owner.id, tenant_id: tx.tenantId, email: of.email, name: of.name, role: 'owner' as const };
}

/** The name in small letters and dashes; the end of the id keeps two of one name apart. */
function slugOf(name: string, id: string): string {
  const words = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  return `${words.slice(0, 48) || 'tenant'}-${id.slice(-6)}`;
}

function alreadyDone() {
  return conflict('set-up-already', 'This installation is set up already. Sign in, or ask an owner to add you.');
}
