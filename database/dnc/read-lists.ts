import type { ListFact } from '../../domain/compliance/facts.ts';
import type { TenantTx } from '../connect.ts';
import { holdingsJson, type StoredHolding } from './holdings.ts';

type OwnList = 'internal' | 'campaign' | 'litigator';
type Found = { number: string; list: OwnList; since: string };

/**
 * What the lists in Postgres (internal, the campaign's, litigators') say of numbers, by their index, in the numbers'
 * order, and which registries are to be asked besides. One round trip whatever their number; the own lists are always
 * current, so their `asOf` is null. @throws when Postgres does.
 */
export async function readLists(
  tx: TenantTx,
  { numbers, campaignId, nowMs }: { numbers: readonly Buffer[]; campaignId: string | null; nowMs: number },
): Promise<{ own: ListFact[][]; holdings: StoredHolding[] }> {
  const [row] = await tx.query<{ found: Found[]; holdings: StoredHolding[] }>(READ, [
    ...[tx.tenantId, numbers, campaignId, new Date(nowMs)],
  ]);
  if (!row) throw new Error('the lists could not be read');
  const byNumber = Map.groupBy(row.found, ({ number }) => number);
  const asked =
    campaignId === null ? (['internal', 'litigator'] as const) : (['internal', 'campaign', 'litigator'] as const);
  const own = numbers.map((number) => {
    const found = byNumber.get(number.toString('hex')) ?? [];
    return asked.map((list) => factOf(list, found.find((one) => one.list === list)?.since ?? null));
  });
  return { own, holdings: row.holdings };
}

const READ = `
  select ${holdingsJson('$1', '$4')} as holdings, (
    select coalesce(jsonb_agg(jsonb_build_object('number', encode(x.number_hmac, 'hex'), 'list', x.list,
      'since', x.created_at)), '[]')
    from (
      select number_hmac, case when campaign_id is null then 'internal' else 'campaign' end as list, created_at
      from suppressions where tenant_id = $1 and number_hmac = any($2::bytea[]) and removed_at is null
        and (expires_at is null or expires_at > $4) and (campaign_id is null or campaign_id = $3)
      union all
      select number_hmac, 'litigator', created_at from dnc_litigators
      where tenant_id = $1 and number_hmac = any($2::bytea[]) and removed_at is null
        and (expires_at is null or expires_at > $4)
    ) x) as found`;

function factOf(list: OwnList, since: string | null): ListFact {
  const state = since === null ? 'clear' : 'listed';
  return {
    list,
    state,
    since: since === null ? null : Date.parse(since),
    asOf: null,
    validUntil: null,
    version: null,
  };
}
