import { z } from 'zod';
import { OutId } from './id.ts';
import { PageQuery, pageOf } from './page.ts';
import { Instant } from './time.ts';

export const Litigator = z
  .object({
    id: OutId,
    number: z
      .string()
      .nullable()
      .meta({ description: 'Masked for those who may not see it; null where only the index is known.' }),
    reason: z.string(),
    source: z.string().meta({ description: 'Where the number came from.' }),
    createdBy: z.string(),
    createdAt: Instant,
    expiresAt: Instant.nullable().meta({ description: 'Null: for good.' }),
    removedAt: Instant.nullable(),
    removedBy: z.string().nullable(),
    removedReason: z.string().nullable(),
  })
  .meta({ id: 'Litigator', description: 'A number of somebody known to sue. It is no refusal.' });
export type Litigator = z.infer<typeof Litigator>;
export const LitigatorPage = pageOf('LitigatorPage', Litigator);

export const LitigatorQuery = PageQuery.extend({
  phone: z.string().max(40).optional().meta({ description: 'Is this number listed? Any form.' }),
  removed: z.stringbool().default(false).meta({ description: 'Also those taken off.' }),
});
