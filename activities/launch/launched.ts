import type { CampaignRules } from '../../database/engine/campaign-rules.ts';
import type { Limits } from '../../database/engine/limits.ts';
import { attemptsOfLaunch } from '../../database/engine/take-leases.ts';
import type { TenantTx } from '../../database/connect.ts';
import type { AttemptId } from '../../domain/ids.ts';
import type { LaunchInput, LaunchLimit, LaunchResult } from '../interface.ts';
import { callInput, type PlannedCall } from './start-call-workflows.ts';

/** What a launch answers, and the calls whose workflows are to be started once it is committed. */
export interface Launched {
  result: LaunchResult;
  calls: PlannedCall[];
}

export function nothingLaunched(limitedBy: LaunchLimit | null, held = { deferred: 0, blocked: 0 }): Launched {
  return { result: { launched: 0, ...held, limitedBy }, calls: [] };
}

/** The set that the same launch made when it ran before. Undefined: it has not. */
export async function earlierRun(
  tx: TenantTx,
  input: LaunchInput,
  rules: CampaignRules,
  limits: Limits,
): Promise<Launched | undefined> {
  const made = await attemptsOfLaunch(tx, input.launchId);
  if (made.length === 0) return undefined;
  return {
    result: { launched: made.length, deferred: 0, blocked: 0, limitedBy: null },
    calls: made
      .filter((attempt) => attempt.state !== 'ended')
      .map((attempt) => ({
        input: callInput(termsOf(rules, limits), idsOf(input, attempt.attempt_id), attempt.due_at.getTime()),
        campaignId: input.campaignId,
        attemptNumber: attempt.attempt_number,
        promised: attempt.priority === 0,
      })),
  };
}

export const termsOf = (rules: CampaignRules, limits: Limits) => ({
  carrier: limits.carrier,
  media: limits.media,
  ringTimeoutMs: rules.ring_timeout_ms,
  maxCallMs: rules.max_call_ms,
});
export const idsOf = (input: LaunchInput, attemptId: string) => ({
  tenantId: input.tenantId,
  campaignId: input.campaignId,
  // Attempt ids are made here and read back from here.
  attemptId: attemptId as AttemptId,
});
