import { hash } from 'node:crypto';
import { createWriteStream, openAsBlob, writeFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as pause } from 'node:timers/promises';
import type { z } from 'zod';
import { KeptHead, LedgerExport } from '../../api/contract/ledger.ts';
import type { ApiClient } from '../../cli/http/client.ts';
import type { Verification } from '../../ledger/verify/export-format.ts';
import { verifyExport } from '../../ledger/verify/verify-export.ts';

const POLL_MS = 500;
/** A batch is sealed within seconds. */
const PATIENCE_MS = 60_000;

export interface ProofFiles {
  readonly archive: string;
  /** The newest head, to be kept where nobody of the system can change it. */
  readonly head: string;
}

/** Waits until all of the story is sealed, exports the ledger and verifies it from the files alone. */
export async function proveStory(api: ApiClient, files: ProofFiles, signal: AbortSignal): Promise<Verification> {
  const head = await sealedSince(api, Date.now(), signal);
  writeFileSync(files.head, JSON.stringify(head, null, 2));
  const asked = await api.post('/api/v1/ledger/exports', LedgerExport, { body: {} });
  const done = await written(api, asked.id, signal);
  if (done.status !== 'completed') throw new Error(`The export has ${done.status}: ${done.error ?? ''}`);
  const response = await api.open('GET', `/api/v1/ledger/exports/${asked.id}/file`);
  if (!response.body) throw new Error('the server sent no archive');
  await pipeline(Readable.fromWeb(response.body), createWriteStream(files.archive));
  return verifyExport(await openAsBlob(files.archive), {
    sha256: (bytes) => hash('sha256', bytes, 'buffer'),
    against: head,
  });
}

async function sealedSince(api: ApiClient, sinceMs: number, signal: AbortSignal): Promise<z.infer<typeof KeptHead>> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const head = await api.get('/api/v1/ledger/heads/latest', KeptHead);
    if (Date.parse(head.at) >= sinceMs) return head;
    if (Date.now() > deadline) throw new Error('the ledger was not sealed within a minute');
    await pause(POLL_MS, undefined, { signal });
  }
}

async function written(api: ApiClient, id: string, signal: AbortSignal): Promise<LedgerExport> {
  for (;;) {
    const now = await api.get(`/api/v1/ledger/exports/${id}`, LedgerExport);
    if (now.finishedAt !== null) return now;
    await pause(POLL_MS, undefined, { signal });
  }
}
