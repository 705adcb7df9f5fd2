import { z } from 'zod';
import { CONSENT_SCOPES, CONSENT_SOURCES } from '../../domain/vocabulary.ts';
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

/** What the list as a whole can say of its people's consent; recorded for each person at import. */
const ListConsent = z
  .strictObject({
    scopes: z.array(z.enum(CONSENT_SCOPES)).min(1).max(CONSENT_SCOPES.length),
    source: z.enum(CONSENT_SOURCES),
    sourceDetail: z.string().trim().max(500).default(''),
    textShown: z.string().max(10_000).default('').meta({ description: 'The words that they agreed to.' }),
    givenAt: Instant.nullish().meta({ description: 'One date for all.' }),
    givenAtColumn: z.string().min(1).max(200).nullish().meta({
      description:
        'Heading of the column with each person’s own date (ISO 8601), kept as custom. Rows without one give none.',
    }),
    expiresAfterDays: z.number().int().min(1).max(36_500).nullish(),
  })
  .refine((one) => !one.givenAt !== !one.givenAtColumn, {
    path: ['givenAt'],
    message: 'A consent without a date is none. Send either givenAt or givenAtColumn.',
  })
  .meta({ id: 'ListConsent' });

export const ListCreate = z
  .strictObject({
    name: fields.name,
    defaultCountry: fields.defaultCountry.optional(),
    reimportPolicy: fields.reimportPolicy.optional(),
    consent: ListConsent.nullish(),
  })
  .meta({ id: 'ListCreate', example: { name: 'Spring fair visitors', defaultCountry: 'US' } });
export const ListUpdate = z
  .strictObject({ ...fields, consent: ListConsent.nullable() })
  .partial()
  .meta({ id: 'ListUpdate' });

export const List = z
  .object({
    id: OutId,
    name: z.string(),
    defaultCountry: z.string(),
    reimportPolicy: fields.reimportPolicy,
    consent: ListConsent.nullable().meta({ description: 'Recorded for each person that an import adds; null: none.' }),
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
