import type { ListFact } from '../../domain/compliance/facts.ts';
import type { TenantTx } from '../connect.ts';

type Row = { number_hmac: Buffer; list: 'internal' | 'campaign' | 'litigator'; since: Date };

/**
 * What the lists in Postgres (internal, the campaign's, litigators') say of numbers, by their index, in the numbers'
 * order. One query by index whatever their number; always current, so `asOf` is null. @throws when Postgres does.
 */
export async function readOwnLists(
  tx: TenantTx,
  { numbers, campaignId, nowMs }: { numbers: readonly Buffer[]; campaignId: string | null; nowMs: number },
): Promise<ListFact[][]> {
  const rows = await tx.query<Row>(
    `select number_hmac, case when campaign_id is null then 'internal' else 'campaign' end as list, created_at as since
     from suppressions where tenant_id = $1 and number_hmac = any($2::bytea[]) and removed_at is null
       and (expires_at is null or expires_at > $4) and (campaign_id is null or campaign_id = $3)
     union all
     select number_hmac, 'litigator', created_at from dnc_litigators
     where tenant_id = $1 and number_hmac = any($2::bytea[]) and removed_at is null
       and (expires_at is null or expires_at > $4)`,
    [tx.tenantId, numbers, campaignId, new Date(nowMs)],
  );
  const byNumber = Map.groupBy(rows, (row) => row.number_hmac.toString('base64'));
  const asked =
    campaignId === null ? (['internal', 'litigator'] as const) : (['internal', 'campaign', 'litigator'] as const);
  return numbers.map((number) => {
    const found = byNumber.get(number.toString('base64')) ?? [];
    return asked.map((list) => factOf(list, found.find((row) => row.list === list)?.since ?? null));
  });
}

function factOf(list: Row['list'], since: Date | null): ListFact {
  const state = since === null ? 'clear' : 'listed';
  return { list, state, since: since?.getTime() ?? null, asOf: null, validUntil: null, version: null };
}
