import { setTimeout as pause } from 'node:timers/promises';
import { CampaignProgress, CommandAnswer } from '../../api/contract/campaigns.ts';
import type { ApiClient } from '../../cli/http/client.ts';
import type { Database } from '../../database/connect.ts';
import { moveClock } from '../../database/seeds/move-clock.ts';
import type { EpochMs } from '../../domain/time.ts';
import type { StoryCampaign } from './prepare.ts';
import type { StoryTenant } from './tenant.ts';

/** From `realAt` on the tenant's clock was so far ahead of the real one. */
export interface Winding {
  readonly realAt: EpochMs;
  readonly offsetMs: number;
}

export interface VisitDeps {
  readonly api: ApiClient;
  readonly database: Pick<Database, 'inTenant'>;
  readonly tenant: StoryTenant;
  readonly campaigns: readonly StoryCampaign[];
  readonly signal: AbortSignal;
  /** Told of each moment on the demonstration clock that is visited. */
  readonly onVisit: (at: EpochMs) => void;
}

const POLL_MS = 250;
/** What is due sooner is waited for; what is due later is gone to. */
const SOON_MS = 1_500;
const PATIENCE_MS = 60_000;

/**
 * Goes from one moment at which somebody is due to the next, until `until` (on the demonstration clock): the engine's own
 * plan says which moments these are. While the clock moves the campaigns are paused. Each move is pushed onto `windings`.
 */
export async function visitUntil(deps: VisitDeps, until: EpochMs, windings: Winding[]): Promise<void> {
  for (;;) {
    const progress = await settled(deps);
    const next = nextMoment(progress, until);
    deps.onVisit(next);
    await goTo(deps, next, windings);
    if (next === until) return;
  }
}

function nextMoment(progress: readonly CampaignProgress[], until: EpochMs): EpochMs {
  const due = progress.flatMap(({ status, nextDueAt }) =>
    status === 'running' && nextDueAt !== null ? [Date.parse(nextDueAt)] : [],
  );
  return Math.min(until, ...due);
}

/** Every call of this moment is over, and what its leads do next is planned. @throws after a minute. */
async function settled({ api, campaigns, signal }: VisitDeps): Promise<CampaignProgress[]> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const progress = await Promise.all(
      campaigns.map(({ id }) => api.get(`/api/v1/campaigns/${id}/progress`, CampaignProgress)),
    );
    if (progress.every(isQuiet)) return progress;
    if (Date.now() > deadline)
      throw new Error(`a campaign does not come to rest: ${progress.map(({ details }) => details).join('; ')}`);
    await pause(POLL_MS, undefined, { signal });
  }
}

function isQuiet({ status, leads, liveCalls, nextDueAt, at }: CampaignProgress): boolean {
  if (liveCalls > 0 || leads.inCall > 0) return false;
  if (status !== 'running') return status !== 'stopping';
  if (leads.waiting === 0) return false;
  return nextDueAt !== null && Date.parse(nextDueAt) - Date.parse(at) > SOON_MS;
}

async function goTo({ api, database, tenant, campaigns }: VisitDeps, at: EpochMs, windings: Winding[]): Promise<void> {
  const resumed: string[] = [];
  for (const { id } of campaigns) {
    const { status } = await api.get(`/api/v1/campaigns/${id}/progress`, CampaignProgress);
    if (status !== 'running') continue;
    await api.post(`/api/v1/campaigns/${id}/pause`, CommandAnswer);
    resumed.push(id);
  }
  const realAt = Date.now();
  const offsetMs = Math.max(at - realAt, windings.at(-1)?.offsetMs ?? Number.NEGATIVE_INFINITY);
  await database.inTenant(tenant.tenantId, (tx) => moveClock(tx, offsetMs));
  windings.push({ realAt, offsetMs });
  for (const id of resumed) await api.post(`/api/v1/campaigns/${id}/resume`, CommandAnswer);
}

/** What the demonstration clock showed at a real moment. */
export function onStoryClock(windings: readonly Winding[], realAt: EpochMs): EpochMs {
  const last = windings.findLast((winding) => winding.realAt <= realAt) ?? windings[0];
  return realAt + (last?.offsetMs ?? 0);
}
