import type { CampaignProgress } from '../../api/contract/campaigns.ts';

/** Nothing that comes later than this is waited for: whoever watches has seen what there is to see. */
const WORTH_WAITING_MS = 4 * 60_000;

/** Is everything done that happens within the demonstration? Leads whose window opens hours later stay waiting. */
export function isSettled(progress: CampaignProgress): boolean {
  const { status, leads, liveCalls, nextDueAt } = progress;
  if (status !== 'running') return liveCalls === 0 && status !== 'stopping';
  if (leads.total === 0 || liveCalls > 0 || leads.inCall > 0) return false;
  if (leads.waiting === 0) return true;
  return nextDueAt !== null && Date.parse(nextDueAt) - Date.parse(progress.at) > WORTH_WAITING_MS;
}
