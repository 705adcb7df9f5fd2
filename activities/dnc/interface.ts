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
