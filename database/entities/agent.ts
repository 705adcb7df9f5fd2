import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';
import type { AgentId } from '../../domain/ids.ts';
import type { AgentStatus, Direction } from '../../domain/vocabulary.ts';
import { changedAt, generatedKey, insertedAt, jsonObject, tenantKey } from './columns.ts';

/** The configured AI voice. `config` has the shape of the API contract. */
export const Agent = defineEntity({
  name: 'Agent',
  tableName: 'agents',
  properties: {
    tenantId: tenantKey(),
    id: generatedKey().$type<AgentId>(),
    name: p.text(),
    description: p.text().default(''),
    direction: p.text().$type<Direction>().default('outbound'),
    status: p.text().$type<AgentStatus>().default('draft'),
    maxConcurrentCalls: p.integer().default(25),
    config: jsonObject(),
    version: p.integer().version().default(1),
    createdAt: insertedAt(),
    updatedAt: changedAt(),
  },
});
export type Agent = InferEntity<typeof Agent>;
