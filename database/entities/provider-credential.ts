import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';
import type { AgentId } from '../../domain/ids.ts';
import { generatedKey, insertedAt, instant, tenantKey } from './columns.ts';

/** A provider's key, sealed. Without an agent it serves all of the tenant's. */
export const ProviderCredential = defineEntity({
  name: 'ProviderCredential',
  tableName: 'provider_credentials',
  properties: {
    tenantId: tenantKey(),
    id: generatedKey(),
    agentId: p.uuid().$type<AgentId>().nullable(),
    provider: p.text(),
    label: p.text().default(''),
    secretEnc: p.blob().$type<Buffer>(),
    keyId: p.text(),
    last4: p.text(),
    createdBy: p.uuid().nullable(),
    createdAt: insertedAt(),
    rotatedAt: instant().nullable(),
  },
});
export type ProviderCredential = InferEntity<typeof ProviderCredential>;
