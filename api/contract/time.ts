import { z } from 'zod';

/** An instant on the wire: ISO 8601 in UTC. */
export const Instant = z.iso
  .datetime({ offset: true })
  .meta({ description: 'An instant, ISO 8601.', example: '2026-11-21T15:00:00.000Z' });

/** An instant as a person somewhere reads it. Computed by the server: a browser's zone data may be stale. */
export const LocalTime = z
  .object({
    at: Instant,
    zone: z.string().meta({ description: 'IANA zone.', example: 'America/New_York' }),
    local: z.string().meta({ description: 'Wall clock there.', example: '2026-11-21T10:00:00' }),
    offset: z.string().meta({ description: 'Offset from UTC there and then.', example: '-05:00' }),
    demonstration: z
      .literal(true)
      .optional()
      .meta({ description: 'Set where the tenant runs on a demonstration clock: `at` is by that clock.' }),
  })
  .meta({ id: 'LocalTime', description: 'An instant with its local reading.' });
export type LocalTime = z.infer<typeof LocalTime>;
