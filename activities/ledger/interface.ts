/** What the activities of ledger exports promise to their workflow. Types only. */
import type { TenantId } from '../../domain/ids.ts';

export interface ExportRef {
  tenantId: TenantId;
  exportId: string;
}

export type ExportEnd = { status: 'completed' } | { status: 'cancelled' } | { status: 'failed'; sentence: string };

export interface LedgerExportActivities {
  /** Fixes the head that the export ends at and its entries, once. `entries`: how many. Idempotent. */
  openExport(input: ExportRef): Promise<{ entries: number }>;
  /** Writes the archive into the file storage, whole or not at all; a repeat writes it anew. Heartbeats, can be cancelled. */
  writeExport(input: ExportRef): Promise<{ bytes: number }>;
  /** Writes how it ended, once, and says so in the timeline; removes the file of one that was cancelled or failed. */
  finishExport(input: ExportRef & { end: ExportEnd }): Promise<void>;
}
