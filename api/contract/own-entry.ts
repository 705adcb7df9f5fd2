import { z } from 'zod';
import { OutId } from './id.ts';
import { PageQuery } from './page.ts';
import { Instant } from './time.ts';

/** What every entry of a tenant's own lists tells. */
export const OwnEntry = z.object({
  id: OutId,
  number: z
    .string()
    .nullable()
    .meta({ description: 'Masked for those who may not see it; null where only the index is known.' }),
  reason: z.string(),
  createdBy: z.string(),
  createdAt: Instant,
  expiresAt: Instant.nullable().meta({ description: 'Null: for good.' }),
  removedAt: Instant.nullable(),
  removedBy: z.string().nullable(),
  removedReason: z.string().nullable(),
});
export type OwnEntry = z.infer<typeof OwnEntry>;

/** How the entries of an own list are asked for. */
export const OwnEntryQuery = PageQuery.extend({
  phone: z.string().max(40).optional().meta({ description: 'Is this number listed? Any form.' }),
  removed: z.stringbool().default(false).meta({ description: 'Also those taken off.' }),
});
