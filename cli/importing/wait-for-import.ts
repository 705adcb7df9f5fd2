import { setTimeout as pause } from 'node:timers/promises';
import { Import } from '../../api/contract/imports.ts';
import { CommandFailure, EXIT } from '../failure.ts';
import type { ApiClient } from '../http/client.ts';

const POLL_MS = 300;

/** Asks until the import is over. A server that restarts meanwhile is waited for; the import goes on by itself. */
export async function waitForImport(
  api: ApiClient,
  id: string,
  signal: AbortSignal,
  onProgress: (now: Import) => void = () => undefined,
): Promise<Import> {
  for (;;) {
    const now = await read(api, id);
    if (now) {
      onProgress(now);
      if (now.status !== 'queued' && now.status !== 'running') return now;
    }
    await pause(POLL_MS, undefined, { signal });
  }
}

async function read(api: ApiClient, id: string): Promise<Import | null> {
  try {
    return await api.get(`/api/v1/imports/${id}`, Import);
  } catch (error) {
    if (error instanceof CommandFailure && error.exitCode === EXIT.unreachable) return null;
    throw error;
  }
}
