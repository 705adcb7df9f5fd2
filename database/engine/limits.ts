import type { CampaignId } from '../../domain/ids.ts';
import type { VoiceLimits } from '../../domain/pacing/warm-voice.ts';
import type { CampaignStatus, CarrierName } from '../../domain/vocabulary.ts';
import type { TenantTx } from '../connect.ts';

/** What each limit of a campaign leaves free; negative where a limit was lowered under calls in progress. */
export interface Limits {
  campaignStatus: CampaignStatus;
  trunkId: string;
  trunkStatus: 'active' | 'paused';
  trunkPausedReason: string | null;
  carrier: CarrierName;
  /** Whether calls go through LiveKit rooms and need a voice worker. */
  media: boolean;
  campaignFree: number;
  trunkFree: number;
  tenantFree: number;
  /** Active agents of the campaign by id. */
  agents: Record<string, { share: number; free: number }>;
  /** Null where the carrier needs no voice worker. */
  voice: VoiceLimits | null;
  campaignCallsPerSecond: number;
  trunkCallsPerSecond: number;
  /** The slots that were given last; null: none was yet. */
  campaignLastSlotAt: string | null;
  trunkLastSlotAt: string | null;
}

/** A forecast without locks. Null: the campaign or its trunk does not exist. */
export async function readLimits(tx: TenantTx, campaignId: CampaignId): Promise<Limits | null> {
  return (
    (await tx.query<{ limits: Limits | null }>('select read_limits($1) as limits', [campaignId]))[0]?.limits ?? null
  );
}

/**
 * The same, true until the transaction ends: every other claim under any of these limits waits. Lock last, commit soon.
 * `changed`: while this waited the campaign was given another trunk or agent, whose limits are not locked.
 */
export async function lockLimits(tx: TenantTx, campaignId: CampaignId): Promise<Limits | 'changed' | null> {
  const [row] = await tx.query<{ limits: Limits | { changed: true } | null }>('select lock_limits($1) as limits', [
    campaignId,
  ]);
  if (!row?.limits) return null;
  return 'changed' in row.limits ? 'changed' : row.limits;
}

/** Notes the last slots that were given. Inside the transaction of `lockLimits`, with its trunk. Null: none was yet. */
export async function noteLastSlots(
  tx: TenantTx,
  campaignId: CampaignId,
  trunkId: string,
  last: { campaignMs: number | null; trunkMs: number | null },
): Promise<void> {
  await tx.query('select set_last_slots($1, $2, $3, $4)', [
    campaignId,
    trunkId,
    dateOf(last.campaignMs),
    dateOf(last.trunkMs),
  ]);
}

function dateOf(ms: number | null): Date | null {
  return ms === null ? null : new Date(ms);
}
