import type { TenantId } from '../../domain/ids.ts';
import type { Database } from '../connect.ts';

/** An API key as api/auth makes it. The key itself is never stored. */
export interface NewApiKey {
  readonly key: string;
  readonly hash: Buffer;
  readonly prefix: string;
}

const NAME = 'Command line on this computer';

/** A key for the command line beside the server. It takes the place of the one it was given before, which is revoked. */
export async function issueCommandLineKey(
  database: Database,
  tenantId: TenantId,
  { hash, prefix }: NewApiKey,
): Promise<void> {
  await database.inTenant(tenantId, async (tx) => {
    await tx.query('update api_keys set revoked_at = now() where name = $1 and revoked_at is null', [NAME]);
    await tx.query(`insert into api_keys (tenant_id, name, prefix, hash, role) values ($1, $2, $3, $4, 'owner')`, [
      tenantId,
      NAME,
      prefix,
      hash,
    ]);
  });
}

/** Is the key with this hash still good? */
export async function isGoodKey(database: Database, tenantId: TenantId, hash: Buffer): Promise<boolean> {
  const found = await database.inTenant(tenantId, (tx) =>
    tx.query('select from api_keys where hash = $1 and revoked_at is null', [hash]),
  );
  return found.length > 0;
}
