import { randomUUID } from 'node:crypto';
import type { Database } from '../../database/connect.ts';
import type { E164, TenantId } from '../../domain/ids.ts';
import type { Keyring } from '../../keyring/keyring.ts';
import type { Registry } from '../../registry/create-registry.ts';
import { lookAtAllLists } from '../../registry/look-at-all-lists.ts';
import { AREA_CODES, sequence } from './synthetic-lines.ts';

/** A tenant that holds the version, with an internal list of that many numbers. */
export async function makeTenant(
  database: Database,
  { versionId, internal }: { versionId: string; internal: number },
): Promise<TenantId> {
  const tenantId = randomUUID() as TenantId;
  const now = new Date();
  await database.inTenant(tenantId, async (tx) => {
    await tx.query(`insert into tenants (id, slug, name) values ($1, 'bench', 'Bench')`, [tenantId]);
    const [list] = await tx.query<{ id: string }>(
      `insert into dnc_lists (tenant_id, list) values ($1, 'us-federal') returning id`,
      [tenantId],
    );
    await tx.query(
      `insert into dnc_list_versions (tenant_id, id, list_id, status, mode, file_key, file_bytes, file_sha256, as_of,
         valid_until, activated_at) values ($1, $2, $3, 'active', 'full', 'f', 0, '', $4, $5, $4)`,
      [tenantId, versionId, list?.id, now, new Date(now.getTime() + 31 * 86_400_000)],
    );
    await tx.query(
      `insert into dnc_subscriptions (tenant_id, list, list_tenant_id, list_id, accepted_at)
       values ($1, 'us-federal', $1, $2, $3)`,
      [tenantId, list?.id, now],
    );
    await tx.query(
      `insert into suppressions (tenant_id, number_hmac, source)
       select $1, sha256(int8send(n)), 'import' from generate_series(1, $2::bigint) n`,
      [tenantId, internal],
    );
    await tx.query(
      `insert into dnc_litigators (tenant_id, number_hmac) select $1, sha256(int8send(-n)) from generate_series(1, $2::bigint) n`,
      [tenantId, Math.floor(internal / 10)],
    );
  });
  return tenantId;
}

/**
 * One check after the other as a dial makes them, inside a tenant's transaction that is open by then, its statements planned once: the lists in
 * Postgres in one round trip, then the registry. Milliseconds, sorted.
 */
export async function timeChecks(
  { database, registry, keyring }: { database: Database; registry: Registry; keyring: Keyring },
  tenantId: TenantId,
  checks: number,
): Promise<{ millis: Float64Array; coldMillis: Float64Array; listed: number }> {
  const next = sequence(3);
  const number = () => `+1${AREA_CODES[(next() >>> 4) % AREA_CODES.length]}${2_000_000 + ((next() >>> 4) % 8_000_000)}`;
  let listed = 0;
  const run = async (count: number) => {
    const millis = new Float64Array(count);
    for (let n = 0; n < count; n++) {
      const one = number() as E164;
      await database.inTenant(
        tenantId,
        async (tx) => {
          const startedAt = performance.now();
          const nowMs = Date.now();
          const numbers = [{ number: one, index: keyring.numberIndex(one) }];
          const [facts] = await lookAtAllLists(registry, tx, { numbers, campaignId: null, nowMs });
          millis[n] = performance.now() - startedAt;
          if (facts?.some(({ state }) => state === 'listed')) listed += 1;
        },
        'once',
      );
    }
    return millis.sort();
  };
  // The first look at an area opens its file and checks its sum; that is told apart.
  const coldMillis = await run(2_000);
  listed = 0;
  return { coldMillis, millis: await run(checks), listed };
}
