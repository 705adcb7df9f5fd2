import { z } from 'zod';
import { OutId, Version } from './id.ts';
import { PageQuery, pageOf } from './page.ts';
import { Instant } from './time.ts';

export const Country = z
  .string()
  .trim()
  .regex(/^[A-Za-z]{2}$/, 'an ISO 3166 code, such as US')
  .transform((code) => code.toUpperCase())
  .meta({ description: 'ISO 3166 code of the country that national numbers belong to.', example: 'US' });

const fields = {
  name: z.string().trim().min(1).max(200).meta({ example: 'Spring fair visitors' }),
  defaultCountry: Country,
  reimportPolicy: z.enum(['skip', 'update', 'new']).meta({
    description:
      'A row whose external id or first number is in the list already: leave the lead (skip), change it to what the row says (update), or change it and have the campaigns that are done with it call it afresh (new).',
  }),
};

export const ListCreate = z
  .strictObject({
    name: fields.name,
    defaultCountry: fields.defaultCountry.optional(),
    reimportPolicy: fields.reimportPolicy.optional(),
  })
  .meta({ id: 'ListCreate', example: { name: 'Spring fair visitors', defaultCountry: 'US' } });
export const ListUpdate = z.strictObject(fields).partial().meta({ id: 'ListUpdate' });

export const List = z
  .object({
    id: OutId,
    name: z.string(),
    defaultCountry: z.string(),
    reimportPolicy: fields.reimportPolicy,
    leads: z.number().int().meta({ description: 'Leads in the list now.' }),
    version: Version,
    createdAt: Instant,
    archivedAt: Instant.nullable(),
  })
  .meta({ id: 'List', description: 'People to call, filled by imports.' });
export type List = z.infer<typeof List>;
export const ListPage = pageOf('ListPage', List);
export const ListQuery = PageQuery.extend({
  search: z.string().max(200).optional().meta({ description: 'Part of the name.' }),
  archived: z.stringbool().default(false),
});
