import { z } from 'zod';

const Payload = z.object({
  metadata: z.record(z.string(), z.string()).nullish().meta({ description: 'Base64 values.' }),
  data: z.string().nullish().meta({ description: 'Base64.' }),
});

/** What Temporal’s UI and CLI send to a codec server, and get back. */
export const Payloads = z.object({ payloads: z.array(Payload).max(2000) }).meta({ id: 'Payloads' });
export type Payloads = z.infer<typeof Payloads>;
