import { openAsBlob } from 'node:fs';
import { join } from 'node:path';
import { Import, ImportPage } from '../../api/contract/imports.ts';
import type { ApiClient } from '../../cli/http/client.ts';
import { readRejected, type RejectedRow } from '../../cli/importing/read-rejected.ts';
import { importLine } from '../../cli/importing/summary.ts';
import { waitForImport } from '../../cli/importing/wait-for-import.ts';
import { ROOT } from '../state/state-folder.ts';
import type { Terminal } from '../terminal.ts';

const FILE = 'leads.csv';
/** Fixed: a start that was interrupted in the middle of its import finds that import again. */
const ONCE = 'demonstration-import';

/** Imports examples/leads.csv as anybody would: over the API, by a workflow, waited for. */
export async function bringInLeads(
  api: ApiClient,
  listId: string,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<Import> {
  return terminal.step(`Import of examples/${FILE}`, async (progress) => {
    const begun = await api.post(`/api/v1/lists/${listId}/imports`, Import, {
      query: { fileName: FILE },
      raw: { type: 'text/csv', bytes: await openAsBlob(join(ROOT, 'examples', FILE)) },
      headers: { 'idempotency-key': ONCE },
      signal,
    });
    const done = await waitForImport(api, begun.id, signal, (now) => progress(importLine(now)));
    if (done.status !== 'completed') throw new Error(`The import ${done.status}: ${done.error ?? 'see the log'}`);
    return done;
  });
}

/** What the newest import of the list left out, and why. */
export async function readLeftOut(
  api: ApiClient,
  listId: string,
): Promise<{ imported: Import; rejected: RejectedRow[] } | null> {
  const newest = await newestImport(api, listId);
  if (!newest) return null;
  const rejected = newest.rejected > 0 ? (await readRejected(api, newest.id)).rows : [];
  return { imported: newest, rejected };
}

async function newestImport(api: ApiClient, listId: string): Promise<Import | undefined> {
  const { items } = await api.get(`/api/v1/lists/${listId}/imports`, ImportPage, { limit: 1 });
  return items[0];
}
