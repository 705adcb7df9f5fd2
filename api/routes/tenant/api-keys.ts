import type { TenantTx } from '../../../database/connect.ts';
import { ApiKey as ApiKeyEntity } from '../../../database/entities/api-key.ts';
import { newApiKey } from '../../auth/api-keys.ts';
import { PERMISSIONS, permits } from '../../auth/policy.ts';
import { idParams } from '../../contract/id.ts';
import type { ApiKey } from '../../contract/tenant.ts';
import { ApiKeyCreate, ApiKeyPage, ApiKeyQuery, NewApiKey } from '../../contract/tenant.ts';
import { decodeCursor, pageFrom } from '../../http/pages.ts';
import { invalid, notFound } from '../../http/problem.ts';
import { defineRoute } from '../../http/route.ts';

export const listApiKeys = defineRoute({
  id: 'listApiKeys',
  method: 'get',
  path: '/api/v1/api-keys',
  tag: 'Tenant and people',
  summary: 'List API keys',
  access: 'api-keys:read',
  query: ApiKeyQuery,
  responses: { 200: { description: 'One page of keys, without their secrets.', body: ApiKeyPage } },
  async handler({ tx, em, query }) {
    const cursor = decodeCursor(query.cursor, ['uuid']);
    const where = {
      tenantId: tx.tenantId,
      ...(cursor ? { id: { $lt: cursor[0] } } : {}),
      ...(query.revoked ? {} : { revokedAt: null }),
    };
    const rows = await em.find(ApiKeyEntity, where, { orderBy: { id: 'desc' }, limit: query.limit + 1 });
    return { status: 200, body: pageFrom(rows, query.limit, presentKey, (row) => [row.id]) };
  },
});

export const postApiKey = defineRoute({
  id: 'createApiKey',
  method: 'post',
  path: '/api/v1/api-keys',
  tag: 'Tenant and people',
  summary: 'Make an API key',
  description: 'The key is in this answer and nowhere else. Give it the scopes it needs and no more.',
  access: 'api-keys:write',
  idempotent: true,
  body: ApiKeyCreate,
  responses: { 201: { description: 'The key, shown this once.', body: NewApiKey } },
  async handler({ tx, em, body, principal }) {
    const usable = PERMISSIONS.filter(
      (permission) =>
        permits({ role: body.role, scopes: null }, permission).allowed &&
        // A key with scopes of its own makes none that may do more than itself.
        (principal.scopes === null || permits(principal, permission).allowed),
    );
    if (principal.scopes !== null && body.scopes.length === 0) {
      const message = 'Without scopes a key may do all that its role may; the key that asks may not.';
      throw invalid([{ field: 'scopes', message, remedy: `Choose among: ${usable.join(', ')}.` }]);
    }
    const errors = body.scopes.flatMap((scope, index) =>
      usable.some((permission) => permission === scope)
        ? []
        : [
            {
              field: `scopes.${index}`,
              message: `A ${body.role} has no such permission, or the key that asks has not.`,
              remedy: `Choose among: ${usable.join(', ')}.`,
            },
          ],
    );
    if (errors.length > 0) throw invalid(errors);
    const { key, hash, prefix } = newApiKey(tx.tenantId);
    const row = em.create(ApiKeyEntity, {
      tenantId: tx.tenantId,
      name: body.name,
      prefix,
      hash,
      role: body.role,
      scopes: body.scopes,
      createdBy: principal.kind === 'user' ? principal.id : await makerOf(tx, principal.id),
      expiresAt: body.expiresAt ? new Date(body.expiresAt) : null,
    });
    await em.flush();
    return { status: 201, body: { ...presentKey(row), key } };
  },
});

/** A key that makes a key acts for whoever made it: otherwise a chain of keys would pass for somebody else. */
async function makerOf(tx: TenantTx, keyId: string): Promise<string | null> {
  const [key] = await tx.query<{ created_by: string | null }>(
    'select created_by from api_keys where tenant_id = $1 and id = $2',
    [tx.tenantId, keyId],
  );
  return key?.created_by ?? null;
}

export const deleteApiKey = defineRoute({
  id: 'revokeApiKey',
  method: 'delete',
  path: '/api/v1/api-keys/:id',
  tag: 'Tenant and people',
  summary: 'Revoke an API key, at once',
  access: 'api-keys:write',
  params: idParams(),
  responses: { 204: { description: 'Revoked, or revoked already.' } },
  async handler({ tx, em, params }) {
    const row = await em.findOne(ApiKeyEntity, { tenantId: tx.tenantId, id: params.id });
    if (!row) throw notFound('API key');
    row.revokedAt ??= new Date();
    await em.flush();
    return { status: 204, body: undefined };
  },
});

function presentKey(row: ApiKeyEntity): ApiKey {
  return {
    id: row.id,
    name: row.name,
    prefix: row.prefix,
    role: row.role,
    scopes: row.scopes,
    createdBy: row.createdBy ?? null,
    expiresAt: row.expiresAt?.toISOString() ?? null,
    revokedAt: row.revokedAt?.toISOString() ?? null,
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
  };
}
