import { z } from 'zod';
import { SUPPRESSION_SOURCES } from '../../domain/vocabulary.ts';
import { Id, OutId } from './id.ts';
import { OwnEntry, OwnEntryQuery } from './own-entry.ts';
import { pageOf } from './page.ts';

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

export const Suppression = OwnEntry.extend({
  campaignId: OutId.nullable(),
  source: z.enum(SUPPRESSION_SOURCES),
  callId: OutId.nullable().meta({ description: 'The call in which it was said.' }),
}).meta({ id: 'Suppression', description: 'A number that must not be called.' });
export type Suppression = z.infer<typeof Suppression>;
export const SuppressionPage = pageOf('SuppressionPage', Suppression);
export const SuppressionsQuery = OwnEntryQuery.extend({
  campaignId: Id.optional().meta({ description: 'Of this campaign’s list alone. Left out: of every list.' }),
});

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
