import type { z } from 'zod';
import type { TenantTx } from '../../../database/connect.ts';
import { addEvents } from '../../../database/engine/add-events.ts';
import { Agent } from '../../../database/entities/agent.ts';
import { ProviderCredential } from '../../../database/entities/provider-credential.ts';
import type { AgentId } from '../../../domain/ids.ts';
import { type Keyring, SEAL } from '../../../keyring/keyring.ts';
import { nameOf } from '../../auth/principal.ts';
import { idParams } from '../../contract/id.ts';
import {
  Credential,
  CredentialCreate,
  CredentialPage,
  CredentialQuery,
  CredentialRotate,
} from '../../contract/tenant.ts';
import { decodeCursor, pageFrom } from '../../http/pages.ts';
import { conflict, invalid, notFound } from '../../http/problem.ts';
import { defineRoute } from '../../http/route.ts';
import { requireProviderAddresses } from '../../providers/provider-address.ts';
import type { StoredSecret } from '../internal/runtime-config.ts';

export const listCredentials = defineRoute({
  id: 'listProviderCredentials',
  method: 'get',
  path: '/api/v1/provider-credentials',
  tag: 'Providers',
  summary: 'List provider keys, without the keys',
  access: 'credentials:read',
  query: CredentialQuery,
  responses: { 200: { description: 'One page.', body: CredentialPage } },
  async handler({ tx, em, query }) {
    const cursor = decodeCursor(query.cursor, ['uuid']);
    const where = {
      tenantId: tx.tenantId,
      ...(cursor ? { id: { $lt: cursor[0] } } : {}),
      ...(query.agentId ? { agentId: agentIdOf(query.agentId) } : {}),
      ...(query.provider ? { provider: query.provider } : {}),
    };
    const rows = await em.find(ProviderCredential, where, { orderBy: { id: 'desc' }, limit: query.limit + 1 });
    return { status: 200, body: pageFrom(rows, query.limit, presentCredential, (row) => [row.id]) };
  },
});

export const postCredential = defineRoute({
  id: 'createProviderCredential',
  method: 'post',
  path: '/api/v1/provider-credentials',
  tag: 'Providers',
  summary: 'Store a provider key',
  description:
    'For one agent, or for all of the tenant. An agent’s own goes before the tenant’s, and that before the installation’s.',
  access: 'credentials:write',
  idempotent: true,
  body: CredentialCreate,
  responses: { 201: { description: 'Stored; the key is never shown again.', body: Credential } },
  async handler({ tx, em, body, principal }, deps) {
    const agentId = agentIdOf(body.agentId);
    if (agentId !== null && !(await em.findOne(Agent, { tenantId: tx.tenantId, id: agentId }))) {
      throw invalid([
        { field: 'agentId', message: 'It refers to nothing here.', remedy: 'Send the id of one of your own agents.' },
      ]);
    }
    if (await em.findOne(ProviderCredential, { tenantId: tx.tenantId, provider: body.provider, agentId })) {
      throw conflict('credential-exists', 'There is a key of this provider already. Rotate that one: POST /rotate.', [
        { field: 'provider', message: 'It has a key already.', remedy: 'Rotate that one, or give an agent its own.' },
      ]);
    }
    await requireProviderAddresses(deps.egress, { baseUrl: body.baseUrl });
    const row = em.create(ProviderCredential, {
      tenantId: tx.tenantId,
      provider: body.provider,
      label: body.label,
      agentId,
      createdBy: principal.kind === 'user' ? principal.id : null,
      ...sealed(deps.keyring, body),
    });
    await em.flush();
    await tellWorkers(tx, agentId);
    await addEvents(tx, deps.now(), [
      {
        type: 'credential.stored',
        agentId,
        data: { credentialId: row.id, provider: row.provider, by: nameOf(principal) },
      },
    ]);
    return { status: 201, body: presentCredential(row) };
  },
});

export const rotateCredential = defineRoute({
  id: 'rotateProviderCredential',
  method: 'post',
  path: '/api/v1/provider-credentials/:id/rotate',
  tag: 'Providers',
  summary: 'Replace a provider key',
  description: 'The next call uses the new one.',
  access: 'credentials:write',
  params: idParams(),
  body: CredentialRotate,
  responses: { 200: { description: 'Replaced.', body: Credential } },
  async handler({ tx, em, params, body, principal }, deps) {
    const row = await em.findOne(ProviderCredential, { tenantId: tx.tenantId, id: params.id });
    if (!row) throw notFound('provider key');
    await requireProviderAddresses(deps.egress, { baseUrl: body.baseUrl });
    em.assign(row, { ...sealed(deps.keyring, body), rotatedAt: new Date(deps.now()) });
    if (body.label !== undefined) row.label = body.label;
    await em.flush();
    await tellWorkers(tx, row.agentId ?? null);
    await addEvents(tx, deps.now(), [
      {
        type: 'credential.rotated',
        agentId: row.agentId ?? null,
        data: { credentialId: row.id, provider: row.provider, by: nameOf(principal) },
      },
    ]);
    return { status: 200, body: presentCredential(row) };
  },
});

export const deleteCredential = defineRoute({
  id: 'deleteProviderCredential',
  method: 'delete',
  path: '/api/v1/provider-credentials/:id',
  tag: 'Providers',
  summary: 'Forget a provider key',
  access: 'credentials:write',
  params: idParams(),
  responses: { 204: { description: 'Forgotten.' } },
  async handler({ tx, em, params, principal }, deps) {
    const row = await em.findOne(ProviderCredential, { tenantId: tx.tenantId, id: params.id });
    if (!row) throw notFound('provider key');
    const agentId = row.agentId ?? null;
    em.remove(row);
    await em.flush();
    await tellWorkers(tx, agentId);
    await addEvents(tx, deps.now(), [
      {
        type: 'credential.removed',
        agentId,
        data: { credentialId: params.id, provider: row.provider, by: nameOf(principal) },
      },
    ]);
    return { status: 204, body: undefined };
  },
});

/** A key is part of what workers cache with an agent, so every agent concerned gets a new version. */
async function tellWorkers(tx: TenantTx, agentId: AgentId | null): Promise<void> {
  await tx.query(
    `with changed as (
       update agents set version = version + 1
       where tenant_id = $1 and ($2::uuid is null or id = $2) and status <> 'archived' returning id, version
     )
     select pg_notify('agent_versions', jsonb_build_object('tenantId', $1::uuid, 'agentId', id, 'version', version)::text)
     from changed`,
    [tx.tenantId, agentId],
  );
}

function sealed(keyring: Keyring, { apiKey, baseUrl }: { apiKey: string; baseUrl?: string | null | undefined }) {
  const secret: z.infer<typeof StoredSecret> = { api_key: apiKey, ...(baseUrl ? { base_url: baseUrl } : {}) };
  const { keyId, data } = keyring.seal(JSON.stringify(secret), SEAL.credential);
  // Of a short key four characters would be too much of it.
  return { secretEnc: data, keyId, last4: apiKey.length >= 12 ? apiKey.slice(-4) : '' };
}

function agentIdOf(id: string | null | undefined): AgentId | null {
  return (id ?? null) as AgentId | null;
}

function presentCredential(row: ProviderCredential): Credential {
  return {
    id: row.id,
    provider: row.provider,
    label: row.label,
    agentId: row.agentId ?? null,
    last4: row.last4,
    createdAt: row.createdAt.toISOString(),
    rotatedAt: row.rotatedAt?.toISOString() ?? null,
  };
}
