import { z } from 'zod';
import { Instant } from './time.ts';

export const Engineering = z
  .object({
    temporal: z.object({
      uiUrl: z.string().nullable(),
      namespace: z.string(),
      queues: z.array(
        z.object({
          name: z.string(),
          kind: z.enum(['workflow', 'activity']),
          backlog: z.number().int().nullable().meta({ description: 'Tasks that wait; null: Temporal did not say.' }),
          backlogAgeMs: z.number().nullable(),
          addPerSecond: z.number().nullable(),
          pollers: z.array(
            z.object({ identity: z.string(), lastSeenAt: Instant.nullable(), build: z.string().nullable() }),
          ),
          url: z.string().nullable().meta({ description: 'This queue in the Temporal UI.' }),
        }),
      ),
    }),
    voiceWorkers: z.array(
      z.object({
        name: z.string(),
        build: z.string(),
        capacity: z.number().int(),
        active: z.number().int(),
        ready: z.number().int().meta({ description: 'Calls it would take now; 0 while starting or draining.' }),
        utilisation: z.number().meta({ description: 'Active calls of capacity; 0.6 to 0.8 is aimed at.' }),
        heartbeatAt: Instant,
        gone: z.boolean().meta({ description: 'Silent for more than 15 seconds.' }),
      }),
    ),
    outbox: z
      .object({ waiting: z.number().int(), oldestSeconds: z.number().nullable(), failing: z.number().int() })
      .meta({
        description: 'Effects that are written but not delivered yet, of this tenant.',
      }),
    leases: z.number().int().meta({ description: 'Calls of this tenant that hold a place now.' }),
  })
  .meta({ id: 'Engineering', description: 'What runs, what waits and who works.' });
export type Engineering = z.infer<typeof Engineering>;
