import { ApplicationFailure } from '@temporalio/common';
import { beginRun, findRun } from '../../database/changes/runs.ts';
import { countWaitingLeads } from '../../database/changes/waiting-leads.ts';
import { FAILURES } from '../../workflows/contract.ts';
import type { ChangeDeps } from './deps.ts';
import type { RunRef, RunSlice } from './interface.ts';
import { createRunRules } from './run-rules.ts';

/** See ChangeActivities. */
export function openLeadRun(
  { database, clock }: Pick<ChangeDeps, 'database' | 'clock'>,
  { tenantId, runId }: RunRef,
): Promise<RunSlice> {
  return database.inTenant(tenantId, async (tx) => {
    const run = await findRun(tx, runId, { lock: true });
    if (!run) throw ApplicationFailure.nonRetryable('the run does not exist', FAILURES.notFound);
    if (run.status !== 'queued') {
      return { looked: Number(run.looked), total: Number(run.total), done: run.finished_at !== null };
    }
    const total = await countWaitingLeads(tx);
    const { before, after } = await createRunRules()(tx, run);
    await beginRun(tx, runId, { total, rulesBefore: before.version, rulesAfter: after.version }, clock.now());
    return { looked: 0, total, done: false };
  });
}
