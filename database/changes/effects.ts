import type { Move } from '../../domain/compliance/changes/compare-plans.ts';
import type { TenantTx } from '../connect.ts';

/** A lead that a change moves. Times are real ones. */
export type Example = {
  leadId: string;
  move: Move;
  /** Instants; null where it would not be called, or nobody can say when. */
  before: string | null;
  after: string | null;
  /** The rule that decides, and what it said. */
  rule: string | null;
  reason: string | null;
};

export type Counts = Record<Move, number>;
export interface Effect extends Counts {
  campaignId: string;
  place: string;
  examples: Example[];
}

/** Examples kept of one campaign and place. */
export const MOST_EXAMPLES = 5;

/** Adds what a chunk found to what was found before. */
export async function addEffects(tx: TenantTx, runId: string, effects: readonly Effect[]): Promise<void> {
  if (effects.length === 0) return;
  await tx.query(
    `insert into rule_change_effects as f (tenant_id, run_id, campaign_id, place, same, later, earlier, held, blocked,
       callable, examples)
     select $1, $2, e."campaignId", e.place, e.same, e.later, e.earlier, e.held, e.blocked, e.callable, e.examples
     from jsonb_to_recordset($3::jsonb) as e("campaignId" uuid, place text, same bigint, later bigint, earlier bigint,
       held bigint, blocked bigint, callable bigint, examples jsonb)
     on conflict (tenant_id, run_id, campaign_id, place) do update set same = f.same + excluded.same,
       later = f.later + excluded.later, earlier = f.earlier + excluded.earlier, held = f.held + excluded.held,
       blocked = f.blocked + excluded.blocked, callable = f.callable + excluded.callable,
       examples = case when jsonb_array_length(f.examples) >= ${MOST_EXAMPLES} then f.examples
         else jsonb_path_query_array(f.examples || excluded.examples, '$[0 to ${MOST_EXAMPLES - 1}]') end`,
    [tx.tenantId, runId, JSON.stringify(effects)],
  );
}

export type EffectRow = {
  campaign_id: string;
  campaign_name: string | null;
  place: string;
  same: string;
  later: string;
  earlier: string;
  held: string;
  blocked: string;
  callable: string;
  examples: Example[];
};

/** By campaign and place; rows in which nothing moves too. */
export function listEffects(
  tx: TenantTx,
  of: { runId: string; after: { campaignId: string; place: string } | null; limit: number },
): Promise<EffectRow[]> {
  return tx.query<EffectRow>(
    `select f.*, c.name as campaign_name from rule_change_effects f
     left join campaigns c on c.tenant_id = f.tenant_id and c.id = f.campaign_id
     where f.tenant_id = $1 and f.run_id = $2 and ($3::uuid is null or (f.campaign_id, f.place) > ($3, $4))
     order by f.campaign_id, f.place limit $5`,
    [tx.tenantId, of.runId, of.after?.campaignId ?? null, of.after?.place ?? '', of.limit],
  );
}

/** Over all campaigns and places. */
export async function totalsOf(tx: TenantTx, runId: string): Promise<Counts> {
  const [row] = await tx.query<Record<Move, string | null>>(
    `select sum(same) as same, sum(later) as later, sum(earlier) as earlier, sum(held) as held, sum(blocked) as blocked,
       sum(callable) as callable
     from rule_change_effects where tenant_id = $1 and run_id = $2`,
    [tx.tenantId, runId],
  );
  const count = (move: Move) => Number(row?.[move] ?? 0);
  return {
    same: count('same'),
    later: count('later'),
    earlier: count('earlier'),
    held: count('held'),
    blocked: count('blocked'),
    callable: count('callable'),
  };
}
