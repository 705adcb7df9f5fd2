import { retryPolicyOf } from '../../../activities/screening/retry-policy-of.ts';
import type { TenantTx } from '../../../database/connect.ts';
import { appendLedger, type LedgerEntry } from '../../../database/ledger/append.ts';
import { triesMore } from '../../../domain/laxer-limits.ts';
import type { RetryPolicy } from '../../../domain/lead-history.ts';
import { Retries } from '../../contract/campaigns.ts';
import { requireOneIsEnough } from '../compliance/changes-four-eyes.ts';
import type { CampaignRow } from './campaign-row.ts';

/**
 * A campaign that was started tries nobody more often than it did without being asked: by a second person where the
 * tenant asks for one, and in the ledger in any case. @throws Problem 409 where it takes a second person.
 */
export async function letRetries(
  tx: TenantTx,
  campaign: CampaignRow,
  retries: Retries | undefined,
  by: string,
  nowMs: number,
): Promise<void> {
  if (retries === undefined || campaign.status === 'draft') return;
  const [before, after] = [policyOf(campaign.retries), policyOf(retries)];
  if (!triesMore(before, after)) return;
  await requireOneIsEnough(tx, 'Trying the leads of a campaign more often');
  await appendLedger(tx, nowMs, [retriesEntry(campaign.id, before, after, by)]);
}

/** The plan that a campaign begins with takes one person, and the ledger keeps whose it was. */
export async function noteFirstPlan(tx: TenantTx, campaign: CampaignRow, by: string, nowMs: number): Promise<void> {
  await appendLedger(tx, nowMs, [retriesEntry(campaign.id, null, policyOf(campaign.retries), by)]);
}

/** How often a campaign tries a lead, before and after, as the ledger keeps it. Before it first started: null. */
export function retriesEntry(
  campaignId: string,
  before: RetryPolicy | null,
  after: RetryPolicy,
  actor: string,
): LedgerEntry {
  const body = { what: 'campaign-retries', before: before && capsOf(before), after: capsOf(after) };
  return { kind: 'rule-change', campaignId, actor, body };
}

/** The plan that a campaign's column means. */
export function policyOf(retries: unknown): RetryPolicy {
  return retryPolicyOf(Retries.catch({}).parse(retries));
}

function capsOf({ maxAttempts, rules }: RetryPolicy) {
  const caps = Object.entries(rules).map(([disposition, { maxAttempts: most, counts }]) => [
    disposition,
    { most, counts },
  ]);
  return { maxAttempts, rules: Object.fromEntries(caps) };
}
