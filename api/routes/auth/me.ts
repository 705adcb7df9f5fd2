import { User } from '../../../database/entities/user.ts';
import { ChangePassword, Me } from '../../contract/auth.ts';
import { hashPassword, verifyPassword } from '../../auth/passwords.ts';
import { PERMISSIONS, permits } from '../../auth/policy.ts';
import { revokeSessionsOf } from '../../auth/refresh-tokens.ts';
import { forbidden, invalid } from '../../http/problem.ts';
import { defineRoute } from '../../http/route.ts';

export const me = defineRoute({
  id: 'getMe',
  method: 'get',
  path: '/api/v1/auth/me',
  tag: 'Sign-in',
  summary: 'Who am I, and what may I do',
  access: 'signed-in',
  responses: { 200: { description: 'The person or key that asks.', body: Me } },
  async handler({ tx, principal }) {
    const [row] = await tx.query<{ tenant: string; name: string | null; email: string | null }>(
      `select t.name as tenant, coalesce(u.name, k.name) as name, u.email from tenants t
       left join users u on u.tenant_id = t.id and u.id = $1
       left join api_keys k on k.tenant_id = t.id and k.id = $1`,
      [principal.id],
    );
    return {
      status: 200,
      body: {
        kind: principal.kind,
        id: principal.id,
        tenantId: principal.tenantId,
        tenantName: row?.tenant ?? '',
        role: principal.role,
        name: row?.name ?? '',
        email: row?.email ?? null,
        permissions: PERMISSIONS.filter((permission) => permits(principal, permission).allowed),
      },
    };
  },
});

export const changePassword = defineRoute({
  id: 'changePassword',
  method: 'post',
  path: '/api/v1/auth/password',
  tag: 'Sign-in',
  summary: 'Change my password',
  description: 'Ends every session of this person, this one after its access token expires.',
  access: 'signed-in',
  body: ChangePassword,
  responses: { 204: { description: 'Changed.' } },
  async handler({ tx, em, body, principal }) {
    if (principal.kind !== 'user') throw forbidden('An API key has no password. Sign in as a person.');
    const user = await em.findOneOrFail(User, { id: principal.id });
    if (!(await verifyPassword(body.current, user.passwordHash))) {
      throw invalid([
        { field: 'current', message: 'It is not the present password.', remedy: 'Send the present password.' },
      ]);
    }
    user.passwordHash = await hashPassword(body.next);
    await em.flush();
    await revokeSessionsOf(tx, user.id);
    return { status: 204, body: undefined };
  },
});
