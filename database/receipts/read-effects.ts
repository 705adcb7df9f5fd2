import type { EffectFact } from '../../domain/opt-out-receipt.ts';
import type { TenantTx } from '../connect.ts';

export interface EffectRow extends EffectFact {
  ref: string;
  campaignId: string | null;
  action: string;
  foundAt: number;
}

type Row = {
  place: EffectFact['place'];
  ref: string;
  campaign_id: string | null;
  action: string;
  found_at: Date;
  done_at: Date | null;
  over_at: Date | null;
  verified_at: Date | null;
};

/** What an opt-out found in each place, in the order of finding. */
export async function readEffects(tx: TenantTx, optOutId: string): Promise<EffectRow[]> {
  const rows = await tx.query<Row>(
    `select place, ref, campaign_id, action, found_at, done_at, over_at, verified_at from opt_out_effects
     where tenant_id = $1 and opt_out_id = $2 order by found_at, id`,
    [tx.tenantId, optOutId],
  );
  return rows.map((row) => ({
    ...{ place: row.place, ref: row.ref, campaignId: row.campaign_id, action: row.action },
    foundAt: row.found_at.getTime(),
    doneAt: row.done_at?.getTime() ?? null,
    overAt: row.over_at?.getTime() ?? null,
    verifiedAt: row.verified_at?.getTime() ?? null,
  }));
}
