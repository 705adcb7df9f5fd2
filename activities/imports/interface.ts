/** What the import's activities promise to its workflow. Types only. */
import type { CampaignId, TenantId } from '../../domain/ids.ts';

export interface ImportRef {
  tenantId: TenantId;
  importId: string;
}

export interface ImportCounts {
  rowsRead: number;
  accepted: number;
  rejected: number;
  duplicate: number;
  /** Of the duplicates: leads that the list's re-import policy changed. */
  updated: number;
  /** Of the accepted: leads with a number on the tenant's do-not-call list. */
  suppressed: number;
}

export type Opened =
  | { kind: 'open'; fileBytes: number }
  /** Ended before: completed, cancelled or failed. The workflow has nothing to do. */
  | { kind: 'ended' }
  /** The file is no CSV, or is gone. Recorded with the import; `sentence` says it to people. */
  | { kind: 'refused'; sentence: string };

export interface Slice {
  /** Of the whole import so far. */
  counts: ImportCounts;
  bytesRead: number;
  done: boolean;
}

export type ImportEnd =
  | { status: 'completed' }
  | { status: 'cancelled'; by: string }
  | { status: 'failed'; sentence: string };

export interface Finished {
  status: ImportEnd['status'];
  counts: ImportCounts;
}

export interface ImportActivities {
  /** Decides once how the file is read, or that it cannot be; marks the import as running. Idempotent. */
  openImport(input: ImportRef): Promise<Opened>;
  /**
   * Reads the file on from where the last committed chunk ended, to its end or for `sliceMs`. Each chunk's leads, rejected rows, counters and
   * next offset are one transaction, so it may be killed and run again at any time. Heartbeats; stops between two chunks
   * when cancelled.
   */
  readChunks(input: ImportRef & { sliceMs: number }): Promise<Slice>;
  /** Puts the new leads into the campaigns that call the list, in batches; returns those that got any. Idempotent. */
  enrolImport(input: ImportRef): Promise<{ campaigns: CampaignId[] }>;
  /** Writes how the import ended, once, says so in the timeline, and removes the file. Answers with what is written. */
  finishImport(input: ImportRef & { end: ImportEnd }): Promise<Finished>;
}
