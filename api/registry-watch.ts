import type { Logger } from 'pino';
import { Gauge } from 'prom-client';
import type { Database } from '../database/connect.ts';
import { warnOfExpiry } from '../database/dnc/warn-of-expiry.ts';
import type { TenantId } from '../domain/ids.ts';
import type { Metrics } from './http/metrics.ts';

const EVERY_MS = 10 * 60_000;

/**
 * Looks at the age of every tenant's do-not-call registries: an event 7 days and 1 day before one is too old, and the
 * fewest days left of any tenant as a metric, by list. Several processes may do so at once; each event is written once.
 */
export function startRegistryWatch({
  database,
  metrics,
  log,
  now,
}: {
  database: Database;
  metrics: Metrics;
  log: Logger;
  now: () => number;
}): { stop(): void } {
  const gauge = new Gauge({
    name: 'ringfence_dnc_list_days_left',
    help: 'Days until a do-not-call registry in use may not be asked any more, the fewest of any tenant.',
    labelNames: ['list'],
    registers: [metrics.registry],
  });
  const tick = () => {
    lookAtAll(database, now()).then(
      (fewest) => {
        gauge.reset();
        for (const [list, days] of fewest) gauge.set({ list }, days);
      },
      (error: unknown) => log.warn({ err: error }, 'the age of registries could not be read, tried again later'),
    );
  };
  const timer = setInterval(tick, EVERY_MS);
  tick();
  return { stop: () => clearInterval(timer) };
}

async function lookAtAll(database: Database, nowMs: number): Promise<Map<string, number>> {
  const fewest = new Map<string, number>();
  for (const { id } of await database.outsideTenants<{ id: TenantId }>('select tenant_ids() as id')) {
    for (const { list, daysLeft } of await database.inTenant(id, (tx) => warnOfExpiry(tx, nowMs))) {
      fewest.set(list, Math.min(fewest.get(list) ?? daysLeft, daysLeft));
    }
  }
  return fewest;
}
