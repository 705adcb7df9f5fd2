import type { TenantTx } from '../connect.ts';

/**
 * Names the one refusal that links of a number stand for: pressed twice, by a mail program and by its reader, or in two
 * messages, they are the same opt-out with the same receipt. Once an officer has taken the number off the list, a link
 * that is pressed again is a new refusal, and a new name.
 */
export async function linkedRefusal(tx: TenantTx, numberHmac: Buffer): Promise<string> {
  const [row] = await tx.query<{ lifted: string }>(
    `select count(*) as lifted from suppressions
     where tenant_id = $1 and number_hmac = $2 and campaign_id is null and removed_at is not null`,
    [tx.tenantId, numberHmac],
  );
  return `link:${numberHmac.toString('hex')}:${row?.lifted ?? 0}`;
}
