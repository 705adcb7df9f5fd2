import { ApplicationFailure } from '@temporalio/common';
import { beginReplay, countDialled, findReplay } from '../../database/changes/replays.ts';
import { FAILURES } from '../../workflows/contract.ts';
import type { ChangeDeps } from './deps.ts';
import type { RunRef, RunSlice } from './interface.ts';
import { instantsOfDay, replayRules } from './replay-rules.ts';

/** See ChangeActivities. */
export function openReplay(
  { database, clock, numbering }: Pick<ChangeDeps, 'database' | 'clock' | 'numbering'>,
  { tenantId, runId }: RunRef,
): Promise<RunSlice> {
  return database.inTenant(tenantId, async (tx) => {
    const replay = await findReplay(tx, runId, { lock: true });
    if (!replay) throw ApplicationFailure.nonRetryable('the replay does not exist', FAILURES.notFound);
    if (replay.status !== 'queued') {
      return { looked: Number(replay.looked), total: Number(replay.total), done: replay.finished_at !== null };
    }
    const { version, offsetMs } = await replayRules(tx, replay, numbering.zones);
    const total = await countDialled(tx, instantsOfDay(replay, numbering.zones, offsetMs));
    await beginReplay(tx, runId, { total, rulesVersion: version }, clock.now());
    return { looked: 0, total, done: false };
  });
}
