import type { EntityManager } from '@mikro-orm/postgresql';
import type { TenantTx } from '../../../database/connect.ts';
import { User as UserEntity } from '../../../database/entities/user.ts';
import { hashPassword } from '../../auth/passwords.ts';
import { revokeSessionsOf } from '../../auth/refresh-tokens.ts';
import { idParams } from '../../contract/id.ts';
import { User, UserCreate, UserPage, UserQuery, UserUpdate } from '../../contract/tenant.ts';
import { requireVersion } from '../../http/etag.ts';
import { decodeCursor, pageFrom } from '../../http/pages.ts';
import { conflict, notFound } from '../../http/problem.ts';
import { defineRoute } from '../../http/route.ts';

export const listUsers = defineRoute({
  id: 'listUsers',
  method: 'get',
  path: '/api/v1/users',
  tag: 'Tenant and people',
  summary: 'List the people of this tenant',
  access: 'users:read',
  query: UserQuery,
  responses: { 200: { description: 'One page of people.', body: UserPage } },
  async handler({ tx, em, query }) {
    const cursor = decodeCursor(query.cursor, ['uuid']);
    const where = { tenantId: tx.tenantId, ...(cursor ? { id: { $lt: cursor[0] } } : {}) };
    const rows = await em.find(UserEntity, where, { orderBy: { id: 'desc' }, limit: query.limit + 1 });
    return { status: 200, body: pageFrom(rows, query.limit, presentUser, (row) => [row.id]) };
  },
});

export const getUser = defineRoute({
  id: 'getUser',
  method: 'get',
  path: '/api/v1/users/:id',
  tag: 'Tenant and people',
  summary: 'One person',
  access: 'users:read',
  params: idParams(),
  responses: { 200: { description: 'The person.', body: User } },
  async handler({ tx, em, params }) {
    const row = await findUser(em, tx, params.id);
    return { status: 200, body: presentUser(row), version: row.version };
  },
});

export const postUser = defineRoute({
  id: 'createUser',
  method: 'post',
  path: '/api/v1/users',
  tag: 'Tenant and people',
  summary: 'Add a person',
  description: 'An e-mail address belongs to one tenant of the installation.',
  access: 'users:write',
  idempotent: true,
  body: UserCreate,
  responses: { 201: { description: 'The person, who can sign in now.', body: User } },
  async handler({ tx, em, body }) {
    const taken = await tx.query('select 1 from sign_in_candidate($1)', [body.email]);
    if (taken.length > 0)
      throw conflict('email-taken', 'Somebody signs in with this e-mail address already. Use another.', [
        { field: 'email', message: 'Somebody signs in with it already.', remedy: 'Use another.' },
      ]);
    const row = em.create(UserEntity, {
      tenantId: tx.tenantId,
      email: body.email,
      name: body.name,
      role: body.role,
      passwordHash: await hashPassword(body.password),
    });
    await em.flush();
    return {
      status: 201,
      body: presentUser(row),
      version: row.version,
      headers: { location: `/api/v1/users/${row.id}` },
    };
  },
});

export const patchUser = defineRoute({
  id: 'updateUser',
  method: 'patch',
  path: '/api/v1/users/:id',
  tag: 'Tenant and people',
  summary: 'Change, disable or enable a person',
  description: 'A new role, a new password or being disabled ends their sessions. One owner always stays.',
  access: 'users:write',
  conditional: true,
  params: idParams(),
  body: UserUpdate,
  responses: { 200: { description: 'The person as they are now.', body: User } },
  async handler({ tx, em, params, body, ifMatch }) {
    // Owners are locked together, so that two changes at once cannot leave the tenant without any.
    await tx.query(`select 1 from users where tenant_id = $1 and role = 'owner' order by id for update`, [tx.tenantId]);
    const row = await findUser(em, tx, params.id);
    requireVersion(ifMatch, row.version);
    const losesOwner =
      row.role === 'owner' && ((body.role !== undefined && body.role !== 'owner') || body.disabled === true);
    if (losesOwner) await requireAnotherOwner(tx, row.id, body.disabled === true ? 'disabled' : 'role');
    if (body.name !== undefined) row.name = body.name;
    if (body.role !== undefined) row.role = body.role;
    if (body.disabled !== undefined) row.disabledAt = body.disabled ? (row.disabledAt ?? new Date()) : null;
    if (body.password !== undefined) row.passwordHash = await hashPassword(body.password);
    await em.flush();
    if (body.role !== undefined || body.disabled === true || body.password !== undefined)
      await revokeSessionsOf(tx, row.id);
    return { status: 200, body: presentUser(row), version: row.version };
  },
});

async function requireAnotherOwner(tx: TenantTx, except: string, field: string): Promise<void> {
  const others = await tx.query(
    `select 1 from users where tenant_id = $1 and role = 'owner' and disabled_at is null and id <> $2`,
    [tx.tenantId, except],
  );
  if (others.length > 0) return;
  throw conflict('last-owner', 'This is the last owner. Make somebody else an owner first.', [
    { field, message: 'Nobody else is an owner.', remedy: 'Make somebody else an owner first.' },
  ]);
}

async function findUser(em: EntityManager, tx: TenantTx, id: string): Promise<UserEntity> {
  const row = await em.findOne(UserEntity, { tenantId: tx.tenantId, id });
  if (!row) throw notFound('person');
  return row;
}

function presentUser(row: UserEntity): User {
  return {
    id: row.id,
    email: row.email,
    name: row.name,
    role: row.role,
    disabled: (row.disabledAt ?? null) !== null,
    lastSignInAt: row.lastSignInAt?.toISOString() ?? null,
    version: row.version,
    createdAt: row.createdAt.toISOString(),
  };
}
