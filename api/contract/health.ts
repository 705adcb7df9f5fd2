import { z } from 'zod';
import { Instant } from './time.ts';

const state = z.enum(['connected', 'degraded', 'unavailable', 'not configured']);

export const ServiceHealth = z
  .object({
    state,
    version: z.string().nullable(),
    latencyMs: z.number().nullable(),
    detail: z.string().nullable().meta({ description: 'What is wrong and what to do.' }),
  })
  .meta({ id: 'ServiceHealth' });
export type ServiceHealth = z.infer<typeof ServiceHealth>;

export const SERVICES = ['database', 'temporal', 'livekit', 'voiceWorkers', 'storage', 'devCarrier', 'ledger'] as const;
export type ServiceName = (typeof SERVICES)[number];

export const Health = z
  .object({
    status: z.enum(['healthy', 'degraded', 'unhealthy']),
    timestamp: Instant,
    version: z.string(),
    services: z.record(z.string(), state).meta({ example: { database: 'connected', temporal: 'connected' } }),
    details: z.record(z.string(), ServiceHealth),
    uptimeSeconds: z.number(),
    memory: z.object({ rssBytes: z.number(), heapUsedBytes: z.number() }),
    cpu: z.object({ userSeconds: z.number(), systemSeconds: z.number(), loadAverage: z.array(z.number()) }),
    timeZoneData: z.object({ rules: z.string(), runtime: z.string() }).meta({
      description: 'Release of the zone data that rules use, and of the runtime’s own, which they do not use.',
    }),
  })
  .meta({ id: 'Health', description: 'This process and what it depends on.' });
export type Health = z.infer<typeof Health>;
