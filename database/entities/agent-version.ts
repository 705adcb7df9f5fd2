import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';
import type { AgentId } from '../../domain/ids.ts';
import { insertedAt, tenantKey } from './columns.ts';

/** The whole agent after one change, and what changed. */
export const AgentVersion = defineEntity({
  name: 'AgentVersion',
  tableName: 'agent_versions',
  properties: {
    tenantId: tenantKey(),
    agentId: p.uuid().$type<AgentId>().primary(),
    version: p.integer().primary(),
    snapshot: p.json().$type<Record<string, unknown>>(),
    changes: p.json().$type<{ field: string; before: unknown; after: unknown }[]>(),
    changedBy: p.text(),
    restoredFrom: p.integer().nullable(),
    changedAt: insertedAt(),
  },
});
export type AgentVersion = InferEntity<typeof AgentVersion>;
