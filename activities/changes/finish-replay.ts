import { endReplay, findReplay } from '../../database/changes/replays.ts';
import { addEvents } from '../../database/engine/add-events.ts';
import { appendLedger } from '../../database/ledger/append.ts';
import type { ChangeDeps } from './deps.ts';
import { sentenceOf } from './finish-lead-run.ts';
import type { RunEnd, RunRef } from './interface.ts';

/** See ChangeActivities. */
export function finishReplay(
  { database, clock }: Pick<ChangeDeps, 'database' | 'clock'>,
  { tenantId, runId, end }: RunRef & { end: RunEnd },
): Promise<{ status: string }> {
  const nowMs = clock.now();
  return database.inTenant(tenantId, async (tx) => {
    const ended = await endReplay(tx, runId, { status: end.status, error: sentenceOf(end) }, nowMs);
    if (!ended) return { status: (await findReplay(tx, runId))?.status ?? 'failed' };
    const { status, day, changes, rules_version: rulesVersion } = ended;
    const found = { made: Number(ended.made), notMade: Number(ended.not_made), unknown: Number(ended.unknown) };
    const body = { what: 'replay', event: status, replayId: runId, day, changes, rulesVersion, found };
    await appendLedger(tx, nowMs, [{ kind: 'rule-change', actor: ended.created_by, body }]);
    await addEvents(tx, nowMs, [{ type: `compliance-replay.${status}`, data: { replayId: runId, ...found } }]);
    return { status };
  });
}
