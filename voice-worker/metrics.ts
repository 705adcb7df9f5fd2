import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client';
import type { CallSlots } from './call-slots.ts';
import type { ConfigurationCache } from './config-cache/configuration-cache.ts';

const CACHE_HELP = {
  total_requests: 'Configurations asked for',
  cache_hits: 'Configurations given from a fresh copy',
  cache_misses: 'Configurations without a fresh copy',
  cache_hit_rate: 'Hits divided by requests, 0 to 1',
  api_successes: 'Configurations that the API gave',
  api_failures: 'Configurations that the API did not give',
  fallback_to_stale: 'Calls that used an outdated copy',
  fallback_to_default: 'Calls that used the safe default',
  cache_size: 'Copies kept',
} as const;

/** The worker's Prometheus registry. Values are read when they are scraped. */
export function createMetrics(of: { cache: ConfigurationCache; slots: CallSlots; undelivered: () => number }): {
  registry: Registry;
  jobsRefused: Counter;
} {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const gauge = (name: string, help: string, read: () => number) =>
    new Gauge({
      name,
      help,
      registers: [registry],
      collect() {
        this.set(read());
      },
    });
  for (const [name, help] of Object.entries(CACHE_HELP)) {
    gauge(
      `ringfence_config_${name}`,
      help,
      () => Object.entries(of.cache.metrics()).find(([key]) => key === name)?.[1] ?? 0,
    );
  }
  gauge('ringfence_voice_calls', 'Calls carried now', () => of.slots.active);
  gauge('ringfence_voice_capacity', 'Calls carried at most', () => of.slots.capacity);
  gauge(
    'ringfence_voice_utilisation',
    'Calls divided by capacity; aim at 0.6 to 0.8',
    () => of.slots.active / of.slots.capacity,
  );
  gauge('ringfence_voice_undelivered_reports', 'Reports waiting for Temporal or the API', of.undelivered);
  const jobsRefused = new Counter({
    name: 'ringfence_voice_jobs_refused_total',
    help: 'Calls offered while every slot was taken',
    registers: [registry],
  });
  return { registry, jobsRefused };
}
