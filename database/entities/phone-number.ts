import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';
import type { AgentId, E164, TrunkId } from '../../domain/ids.ts';
import { generatedKey, insertedAt, jsonObject, tenantKey } from './columns.ts';

/** A tenant's own number, for caller ID and inbound calls. */
export const PhoneNumber = defineEntity({
  name: 'PhoneNumber',
  tableName: 'phone_numbers',
  properties: {
    tenantId: tenantKey(),
    id: generatedKey(),
    e164: p.text().$type<E164>(),
    label: p.text().default(''),
    trunkId: p.uuid().$type<TrunkId>().nullable(),
    agentId: p.uuid().$type<AgentId>().nullable(),
    pool: p.text().nullable(),
    inbound: jsonObject(),
    status: p.text().$type<'active' | 'inactive'>().default('active'),
    version: p.integer().version().default(1),
    createdAt: insertedAt(),
  },
});
export type PhoneNumber = InferEntity<typeof PhoneNumber>;
