/** What the activities of loading a registry promise to its workflow. Types only. */
import type { TenantId } from '../../domain/ids.ts';

export interface RegistryLoadRef {
  tenantId: TenantId;
  versionId: string;
}

export type Built =
  /** The bitsets lie in their place; `doubts` names why an officer must be asked. */
  | { kind: 'built'; doubts: string[]; lines: number; numbers: number; bad: number }
  /** The file is no list, or is gone; `sentence` says it to people. */
  | { kind: 'refused'; sentence: string }
  /** It ended before. */
  | { kind: 'ended' };

export type RegistryLoadEnd =
  | { kind: 'in-force' }
  | { kind: 'awaiting-approval' }
  | { kind: 'cancelled'; by: string }
  | { kind: 'failed'; sentence: string };

export interface RegistryActivities {
  /**
   * Builds the version's bitsets from the uploaded file, in a thread. A try that is killed leaves nothing in force, and
   * the next begins anew. Heartbeats; progress stands in the row; stops at once when cancelled.
   */
  buildRegistryVersion(input: RegistryLoadRef): Promise<Built>;
  /**
   * Puts the version in force, asks an officer, or writes that it failed or was cancelled. Removes the uploaded file and
   * what is not needed. Idempotent; answers with what stands in the row.
   */
  settleRegistryVersion(input: RegistryLoadRef & { end: RegistryLoadEnd }): Promise<{ status: string }>;
}

export interface NumbersRef {
  tenantId: TenantId;
  importId: string;
}

export interface NumbersCounts {
  lines: number;
  /** New on the list, or listed for longer than before. */
  added: number;
  alreadyListed: number;
  bad: number;
  leadsEnded: number;
  callsHungUp: number;
}

export type NumbersRead =
  /** `counts` and `bytesRead` of the whole import so far. */
  | { kind: 'read'; counts: NumbersCounts; bytesRead: number; done: boolean }
  /** The file is no text, or is gone; `sentence` says it to people. */
  | { kind: 'refused'; sentence: string };

export type NumbersEnd =
  | { status: 'completed' }
  | { status: 'cancelled'; by: string }
  | { status: 'failed'; sentence: string };

export interface NumbersFinished {
  /** As in the row. */
  status: string;
  counts: NumbersCounts;
}

export interface NumbersActivities {
  /**
   * Reads numbers into one of the tenant's own lists, from where the last committed batch ended, to the end of the file
   * or for `sliceMs`; ends the leads and calls that have them. May be killed and run again at any time: no line is
   * counted twice. Heartbeats; stops between two batches when cancelled.
   */
  readNumbers(input: NumbersRef & { sliceMs: number }): Promise<NumbersRead>;
  /** Writes how the import ended, once, into row, ledger and timeline, and removes the file. */
  finishNumbers(input: NumbersRef & { end: NumbersEnd }): Promise<NumbersFinished>;
}
