import type { AgentId } from '../../../domain/ids.ts';
import { PublicRuntimeConfig } from '../../contract/agents.ts';
import { idParams } from '../../contract/id.ts';
import { notFound } from '../../http/problem.ts';
import { defineRoute } from '../../http/route.ts';
import { readRuntimeConfig } from '../internal/runtime-config-row.ts';
import { CACHE_MS, runtimeConfigOf } from './runtime-config.ts';

export const getRuntimeConfig = defineRoute({
  id: 'getRuntimeConfig',
  method: 'get',
  path: '/api/v1/agents/:id/runtime-config',
  tag: 'Agents',
  summary: 'The agent exactly as the voice worker sees it, without keys',
  access: 'agents:read',
  params: idParams<AgentId>(),
  responses: { 200: { description: 'The configuration.', body: PublicRuntimeConfig } },
  async handler({ tx, params }, deps) {
    const row = await readRuntimeConfig(tx, params.id, null);
    if (!row) throw notFound('agent');
    const now = deps.now();
    return {
      status: 200,
      version: row.version,
      body: {
        success: true as const,
        config: runtimeConfigOf(row, tx.tenantId),
        cached_until: new Date(now + CACHE_MS).toISOString(),
        timestamp: new Date(now).toISOString(),
      },
    };
  },
});
