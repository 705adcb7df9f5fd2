import { z } from 'zod';
import type { AgentId, TenantId } from '../../../domain/ids.ts';
import { type Keyring, SEAL } from '../../../keyring/keyring.ts';
import type { ProviderKeys } from '../../../voice-worker/contract.ts';
import { RuntimeConfigAnswer } from '../../../voice-worker/contract.ts';
import { idOf } from '../../contract/id.ts';
import { notFound } from '../../http/problem.ts';
import { defineOpenRoute } from '../../http/route.ts';
import { CACHE_MS, runtimeConfigOf } from '../agents/runtime-config.ts';
import { readRuntimeConfig, type RuntimeConfigRow } from './runtime-config-row.ts';

export const getWorkerRuntimeConfig = defineOpenRoute({
  id: 'getWorkerRuntimeConfig',
  method: 'get',
  path: '/internal/runtime-config/:agentId',
  tag: 'Internal',
  summary: 'An agent as a voice worker needs it, with provider keys',
  description: 'The tenant is named and checked against a live call of this agent.',
  access: 'worker',
  params: z.object({ agentId: idOf<AgentId>() }),
  query: z.object({ tenant: idOf<TenantId>(), attempt: idOf() }),
  responses: { 200: { description: 'The configuration.', body: RuntimeConfigAnswer } },
  async handler({ params, query }, deps) {
    const row = await deps.database.inTenant(query.tenant, (tx) =>
      readRuntimeConfig(tx, params.agentId, query.attempt),
    );
    if (!row?.live) throw notFound('live call of this agent');
    const now = deps.now();
    return {
      status: 200,
      body: {
        success: true as const,
        config: runtimeConfigOf(row, query.tenant),
        provider_keys: openKeys(row, deps.keyring),
        cached_until: new Date(now + CACHE_MS).toISOString(),
        timestamp: new Date(now).toISOString(),
      },
    };
  },
});

/** What a sealed credential holds. */
export const StoredSecret = z.object({ api_key: z.string(), base_url: z.string().nullish() });

function openKeys({ credentials }: RuntimeConfigRow, keyring: Keyring): ProviderKeys {
  const opened = (credentials ?? []).map(({ provider, key_id, secret }) => {
    const plain = keyring.open({ keyId: key_id, data: Buffer.from(secret, 'base64') }, SEAL.credential);
    return [provider, StoredSecret.parse(JSON.parse(plain.toString('utf8')))] as const;
  });
  return Object.fromEntries(opened);
}
