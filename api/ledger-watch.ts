import type { Logger } from 'pino';
import { Gauge } from 'prom-client';
import type { Database } from '../database/connect.ts';
import { readBacklog, waitingLongest } from '../database/ledger/backlog.ts';
import { SEALING_STALLED_AFTER_MS } from '../domain/ledger/stalled.ts';
import type { Metrics } from './http/metrics.ts';

const EVERY_MS = 15_000;

/**
 * Looks at what waits to be sealed, here and not where it is sealed: a sealer that is down tells nobody. Two metrics, and
 * a line in the log for each tenant whose first entry has waited too long.
 */
export function startLedgerWatch(deps: {
  database: Database;
  metrics: Metrics;
  log: Pick<Logger, 'error' | 'warn'>;
  now: () => number;
}): { look(): Promise<void>; stop(): void } {
  const registers = [deps.metrics.registry];
  const entries = new Gauge({
    name: 'ringfence_ledger_unsealed_entries',
    help: 'Entries of all ledgers that no signed head covers yet.',
    registers,
  });
  const waiting = new Gauge({
    name: 'ringfence_ledger_oldest_unsealed_seconds',
    help: 'How long the first of them has waited; 0 where none waits.',
    registers,
  });
  const look = async () => {
    const backlogs = await readBacklog(deps.database);
    const nowMs = deps.now();
    const all = waitingLongest(backlogs, nowMs);
    entries.set(all.entries);
    waiting.set(all.waitingMs / 1000);
    for (const { tenantId, entries: waits, oldestAt } of backlogs) {
      const waitingMs = nowMs - oldestAt.getTime();
      if (waitingMs < SEALING_STALLED_AFTER_MS) continue;
      deps.log.error({ tenantId, entries: waits, waitingMs }, 'entries of the ledger wait to be sealed for too long');
    }
  };
  const tick = () =>
    look().catch((error: unknown) => deps.log.warn({ err: error }, 'the ledgers’ backlog could not be read'));
  const timer = setInterval(() => void tick(), EVERY_MS);
  void tick();
  return { look, stop: () => clearInterval(timer) };
}
