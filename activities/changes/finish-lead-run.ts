import { totalsOf } from '../../database/changes/effects.ts';
import { endRun, findRun, type RunRow } from '../../database/changes/runs.ts';
import { runningCampaigns } from '../../database/changes/waiting-leads.ts';
import { addEvents } from '../../database/engine/add-events.ts';
import { wakeCampaignEffect } from '../../database/engine/campaign-effects.ts';
import { addToOutbox } from '../../database/engine/outbox.ts';
import { appendLedger } from '../../database/ledger/append.ts';
import type { TenantTx } from '../../database/connect.ts';
import type { ChangeDeps } from './deps.ts';
import type { RunEnd, RunRef } from './interface.ts';

/** See ChangeActivities. */
export function finishLeadRun(
  { database, clock }: Pick<ChangeDeps, 'database' | 'clock'>,
  { tenantId, runId, end }: RunRef & { end: RunEnd },
): Promise<{ status: string }> {
  const nowMs = clock.now();
  return database.inTenant(tenantId, async (tx) => {
    const ended = await endRun(tx, runId, { status: end.status, error: sentenceOf(end) }, nowMs);
    if (!ended) return { status: (await findRun(tx, runId))?.status ?? 'failed' };
    await tell(tx, ended, nowMs);
    if (ended.kind === 'replan') await wakeCampaigns(tx, nowMs);
    return { status: ended.status };
  });
}

/** What people read of a run that did not complete. */
export function sentenceOf(end: RunEnd): string | null {
  switch (end.status) {
    case 'completed':
      return null;
    case 'cancelled':
      return `Cancelled by ${end.by}.`;
    case 'failed':
      return end.sentence;
  }
}

async function tell(tx: TenantTx, run: RunRow, nowMs: number): Promise<void> {
  const { change_id: changeId, id: runId, kind, status, rules_before: rulesBefore, rules_after: rulesVersion } = run;
  const found = { ...(await totalsOf(tx, runId)), looked: Number(run.looked) };
  const body = { what: kind, event: status, changeId, runId, rulesBefore, rulesVersion, found };
  await appendLedger(tx, nowMs, [{ kind: 'rule-change', actor: run.created_by, body }]);
  await addEvents(tx, nowMs, [{ type: `rule-change.${kind}-${status}`, data: { changeId, runId, ...found } }]);
}

/** Leads that may be called sooner must not wait for a campaign that sleeps until the first of its old times. */
async function wakeCampaigns(tx: TenantTx, nowMs: number): Promise<void> {
  for (const id of await runningCampaigns(tx)) {
    await addToOutbox(tx, nowMs, wakeCampaignEffect(id));
  }
}
