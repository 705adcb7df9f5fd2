/** What the activities of changes of law and of replays promise to their workflows. Types only. */
import type { TenantId } from '../../domain/ids.ts';

/** One run over waiting leads, or one replay of a day. */
export interface RunRef {
  tenantId: TenantId;
  runId: string;
}

export type RunEnd =
  | { status: 'completed' }
  | { status: 'cancelled'; by: string }
  | { status: 'failed'; sentence: string };

export interface RunSlice {
  /** Leads or calls that were looked at so far, of how many there were when it began. */
  looked: number;
  total: number;
  done: boolean;
}

export interface ChangeActivities {
  /** Counts the leads and fixes the rules that are compared. Idempotent. */
  openLeadRun(input: RunRef): Promise<RunSlice>;
  /**
   * Plans waiting leads for at most `sliceMs`, chunk by chunk: what was found and the place are written together, so a try
   * that is killed loses and repeats nothing. A preview writes nothing to leads; a re-plan moves them. Heartbeats; a
   * cancellation ends it between two chunks. Fails for good where the rules changed under a preview.
   */
  planLeads(input: RunRef & { sliceMs: number }): Promise<RunSlice>;
  /** Writes how it ended, once, and says so in ledger and timeline; a re-plan wakes the campaigns. */
  finishLeadRun(input: RunRef & { end: RunEnd }): Promise<{ status: string }>;
  /** Counts the dials of the day. Idempotent. */
  openReplay(input: RunRef): Promise<RunSlice>;
  /** Asks about dials of the day, as `planLeads` does about leads. */
  replayCalls(input: RunRef & { sliceMs: number }): Promise<RunSlice>;
  /** Writes how it ended, once. */
  finishReplay(input: RunRef & { end: RunEnd }): Promise<{ status: string }>;
}
