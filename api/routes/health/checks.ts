import { RoomServiceClient } from 'livekit-server-sdk';
import { readBacklog, waitingLongest } from '../../../database/ledger/backlog.ts';
import { SEALING_STALLED_AFTER_MS } from '../../../domain/ledger/stalled.ts';
import type { ServiceHealth, ServiceName } from '../../contract/health.ts';
import type { ApiDependencies } from '../../dependencies.ts';

const PATIENCE_MS = 2_000;

type Found = Partial<ServiceHealth> & Pick<ServiceHealth, 'state'>;

/** One question a dependency, each answered in two seconds or called unavailable. */
export const checks: Record<ServiceName, (deps: ApiDependencies) => Promise<Found>> = {
  async database({ database }) {
    const [row] = await database
      .outsideTenants<{ version: string }>('show server_version')
      .then((rows) => rows.map((found) => ({ version: String(Object.values(found)[0]) })));
    return { state: 'connected', version: row?.version ?? null };
  },

  async temporal({ temporal, config }) {
    const info = await temporal.withDeadline(Date.now() + PATIENCE_MS, () =>
      temporal.workflowService.getSystemInfo({}),
    );
    await temporal.withDeadline(Date.now() + PATIENCE_MS, () =>
      temporal.workflowService.describeNamespace({ namespace: config.temporal.namespace }),
    );
    return { state: 'connected', version: info.serverVersion ?? null };
  },

  async livekit({ config: { livekit }, mediaServerVersion }) {
    if (!livekit)
      return { state: 'not configured', detail: 'Set LIVEKIT_URL, LIVEKIT_API_KEY and LIVEKIT_API_SECRET.' };
    const rooms = new RoomServiceClient(livekit.url, livekit.apiKey, livekit.apiSecret, { requestTimeout: 2 });
    const [version] = await Promise.all([mediaServerVersion(), rooms.listRooms(['health'])]);
    return { state: 'connected', version };
  },

  async voiceWorkers({ database }) {
    const [row] = await database.outsideTenants<{
      workers: number;
      capacity: number;
      active: number;
      builds: string | null;
    }>(
      `select count(*)::int as workers, coalesce(sum(capacity), 0)::int as capacity, coalesce(sum(active), 0)::int as active,
         string_agg(distinct nullif(build_id, ''), ', ') as builds
       from voice_workers where heartbeat_at > now() - interval '15 seconds'`,
    );
    const { workers = 0, capacity = 0, active = 0, builds = null } = row ?? {};
    const detail = `${workers} ${workers === 1 ? 'worker' : 'workers'}, ${active} of ${capacity} calls`;
    if (workers === 0)
      return { state: 'degraded', detail: 'No voice worker reports: calls with media are not dialled. Start one.' };
    return { state: 'connected', version: builds, detail };
  },

  async storage({ files, config: { storage } }) {
    await files.check();
    return { state: 'connected', detail: storage.kind === 'folder' ? 'local folder' : `bucket ${storage.bucket}` };
  },

  async devCarrier({ config: { devCarrier } }) {
    if (devCarrier.url === null)
      return { state: 'not configured', detail: 'Only the loopback and fake carriers need it.' };
    const response = await fetch(new URL('/health', devCarrier.url), { signal: AbortSignal.timeout(PATIENCE_MS) });
    return response.ok ? { state: 'connected' } : { state: 'degraded', detail: `answers ${response.status}` };
  },

  async ledger({ database, now }) {
    const { entries, waitingMs } = waitingLongest(await readBacklog(database), now());
    const detail =
      entries === 0
        ? 'every entry is sealed'
        : `${entries} entries wait to be sealed, the first for ${Math.round(waitingMs / 1000)} s`;
    if (waitingMs < SEALING_STALLED_AFTER_MS) return { state: 'connected', detail };
    return { state: 'degraded', detail: `${detail}: the worker seals every few seconds. Look at its log.` };
  },
};

/** Asks one dependency; a failure is an answer. */
export async function checkService(name: ServiceName, deps: ApiDependencies): Promise<ServiceHealth> {
  const begun = performance.now();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Found>((resolve) => {
    timer = setTimeout(
      // One more look at the sockets first: when this process itself was held up, the answer may lie there already.
      () => setImmediate(() => resolve({ state: 'unavailable', detail: `no answer within ${PATIENCE_MS} ms` })),
      PATIENCE_MS + 200,
    );
  });
  const found = await Promise.race([checks[name](deps).catch(failed), late]);
  clearTimeout(timer);
  const measured = found.state === 'connected' || found.state === 'degraded';
  return {
    state: found.state,
    version: found.version ?? null,
    latencyMs: measured ? Math.round((performance.now() - begun) * 10) / 10 : null,
    detail: found.detail ?? null,
  };
}

/** Names the kind of failure only: texts may hold addresses with credentials. */
function failed(error: unknown): Found {
  const kind =
    error instanceof Error && 'code' in error ? String(error.code) : error instanceof Error ? error.name : 'unknown';
  if (kind === 'ENOSPC') return { state: 'unavailable', detail: 'its disk is full: make room' };
  return { state: 'unavailable', detail: `not reachable (${kind}): check its address and that it runs` };
}
