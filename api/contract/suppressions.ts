import { z } from 'zod';
import { SUPPRESSION_SOURCES } from '../../domain/vocabulary.ts';
import { Id, OutId } from './id.ts';
import { PageQuery, pageOf } from './page.ts';
import { Instant } from './time.ts';

const phone = z
  .string()
  .trim()
  .min(3)
  .max(40)
  .meta({ description: 'A telephone number in any form.', example: '(617) 555-0142' });

export const SuppressionCreate = z
  .strictObject({
    numbers: z.array(phone).min(1).max(1000),
    reason: z.string().max(500).default(''),
    campaignId: Id.nullish().meta({ description: 'Left out: for every campaign.' }),
    defaultCountry: z
      .string()
      .regex(/^[A-Z]{2}$/, 'an ISO 3166 code, such as US')
      .optional()
      .meta({ description: 'Of numbers in national form; left out: the tenant’s.' }),
  })
  .meta({ id: 'SuppressionCreate', example: { numbers: ['(617) 555-0142'], reason: 'Asked in writing' } });

export const Suppression = z
  .object({
    id: OutId,
    number: z
      .string()
      .nullable()
      .meta({ description: 'Masked for those who may not see it; null where only the index is known.' }),
    campaignId: OutId.nullable(),
    source: z.enum(SUPPRESSION_SOURCES),
    reason: z.string(),
    callId: OutId.nullable().meta({ description: 'The call in which it was said.' }),
    createdBy: z.string(),
    createdAt: Instant,
    expiresAt: Instant.nullable().meta({ description: 'Null: for good.' }),
    removedAt: Instant.nullable(),
    removedBy: z.string().nullable(),
    removedReason: z.string().nullable(),
  })
  .meta({ id: 'Suppression', description: 'A number that must not be called.' });
export type Suppression = z.infer<typeof Suppression>;
export const SuppressionPage = pageOf('SuppressionPage', Suppression);

export const SuppressionResult = z
  .object({
    added: z.number().int(),
    alreadyListed: z.number().int(),
    leadsEnded: z.number().int().meta({ description: 'Leads of any campaign that will not be called any more.' }),
    callsHungUp: z.number().int(),
  })
  .meta({ id: 'SuppressionResult' });

/** Taking a number off the list makes somebody callable again who said no: never without a reason. */
export const SuppressionRemoval = z.object({
  reason: z
    .string()
    .trim()
    .min(10, 'a reason of at least ten characters')
    .max(1000)
    .meta({ description: 'Why. Kept with the entry.', example: 'Consented anew in writing on 20 November' }),
});

export const SuppressionQuery = PageQuery.extend({
  phone: z.string().max(40).optional().meta({ description: 'Is this number listed? Any form.' }),
  removed: z.stringbool().default(false).meta({ description: 'Also those taken off.' }),
});
