import type { TenantTx } from '../../database/connect.ts';
import { type Keyring, SEAL } from '../../keyring/keyring.ts';
import { StoredSecret } from '../routes/internal/runtime-config.ts';
import type { ProviderAccess } from './ask-provider.ts';

type Sealed = { id: string; provider: string; key_id: string; secret_enc: Buffer; changed_at: Date };

/** A stored key, opened: by its id, or the tenant's own (else any agent's) of a provider. Null: there is none. */
export async function openStored(
  tx: TenantTx,
  keyring: Keyring,
  by: { id: string } | { provider: string },
): Promise<(ProviderAccess & { id: string; provider: string; rotatedAt: string }) | null> {
  const [row] =
    'id' in by
      ? await tx.query<Sealed>(
          'select id, provider, key_id, secret_enc, coalesce(rotated_at, created_at) as changed_at from provider_credentials where tenant_id = $1 and id = $2',
          [tx.tenantId, by.id],
        )
      : await tx.query<Sealed>(
          `select id, provider, key_id, secret_enc, coalesce(rotated_at, created_at) as changed_at from provider_credentials
           where tenant_id = $1 and provider = $2 order by agent_id nulls first, id limit 1`,
          [tx.tenantId, by.provider],
        );
  if (!row) return null;
  const plain = keyring.open({ keyId: row.key_id, data: row.secret_enc }, SEAL.credential);
  const secret = StoredSecret.parse(JSON.parse(plain.toString('utf8')));
  return {
    id: row.id,
    provider: row.provider,
    rotatedAt: row.changed_at.toISOString(),
    apiKey: secret.api_key,
    baseUrl: secret.base_url ?? null,
  };
}

/** Providers for which the tenant has stored a key, for all its agents or for one. */
export async function providersWithKey(tx: TenantTx): Promise<ReadonlySet<string>> {
  const rows = await tx.query<{ provider: string }>(
    'select distinct provider from provider_credentials where tenant_id = $1',
    [tx.tenantId],
  );
  return new Set(['demo', ...rows.map((row) => row.provider)]);
}
