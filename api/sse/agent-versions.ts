import pg from 'pg';
import type { Logger } from 'pino';
import { AgentVersionEvent } from '../../voice-worker/contract.ts';

export type AgentVersionMessage = { kind: 'version'; event: AgentVersionEvent } | { kind: 'flush' };

/** Agents that changed, as they change. One LISTEN connection a process, with nothing else on it. */
export interface AgentVersions {
  subscribe(listener: (message: AgentVersionMessage) => void): () => void;
  start(): Promise<void>;
  close(): Promise<void>;
}

const RECONNECT_MS = 1_000;

/** What was notified while the connection was away is lost: every reconnect tells listeners to forget what they have. */
export function createAgentVersions(databaseUrl: string, log: Logger): AgentVersions {
  const listeners = new Set<(message: AgentVersionMessage) => void>();
  let client: pg.Client | null = null;
  let closed = false;
  let timer: NodeJS.Timeout | undefined;

  async function connect(): Promise<void> {
    const fresh = new pg.Client({
      connectionString: databaseUrl,
      application_name: 'ringfence-agent-versions',
      keepAlive: true,
    });
    fresh.on('notification', ({ payload }) => tell(payload ?? ''));
    fresh.on('error', () => undefined);
    fresh.once('end', () => {
      if (client === fresh) client = null;
      retry();
    });
    await fresh.connect();
    await fresh.query('listen agent_versions');
    client = fresh;
  }

  function retry(): void {
    if (closed) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      connect().then(
        () => broadcast({ kind: 'flush' }),
        (error: unknown) => {
          log.warn({ err: error }, 'agent versions: the database is not reachable, trying again');
          retry();
        },
      );
    }, RECONNECT_MS);
  }

  function tell(payload: string): void {
    const parsed = AgentVersionEvent.safeParse(parse(payload));
    if (parsed.success) broadcast({ kind: 'version', event: parsed.data });
  }

  function broadcast(message: AgentVersionMessage): void {
    for (const listener of listeners) listener(message);
  }

  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    start: connect,
    async close() {
      closed = true;
      clearTimeout(timer);
      await client?.end();
    },
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
