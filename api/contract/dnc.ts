import { z } from 'zod';
import { UPLOAD_MODES } from '../../domain/registry-upload.ts';
import { Id, OutId } from './id.ts';
import { PageQuery, pageOf } from './page.ts';
import { Instant } from './time.ts';

const LIST = /^(us-federal|uk-tps|uk-ctps|ca-national|us-state:US-[A-Z]{2})$/;
/** The name of a registry. */
export const RegistryName = z
  .string()
  .regex(LIST, 'us-federal, ca-national, uk-tps, uk-ctps, or us-state:US- and a state’s letters')
  .meta({ description: 'Which registry.', example: 'us-federal' });

const area = z.number().int().min(1).max(9999);
/** `212,646` in a query. */
const areasInText = z
  .string()
  .max(5000)
  .transform((text) =>
    text
      .split(/[ ,;]+/)
      .filter((part) => part !== '')
      .map(Number),
  )
  .pipe(z.array(area).max(1000));

export const RegistryUpload = z
  .object({
    mode: z.enum(UPLOAD_MODES).default('full').meta({
      description:
        'full: the whole list. areas: replaces the area codes that are in the file. changes: says of each number whether it is added or deleted.',
    }),
    asOf: Instant.optional().meta({ description: 'When the file was obtained. Left out: now.' }),
    boughtAreas: areasInText
      .optional()
      .meta({ description: 'Area codes of the subscription, so that one without a number is held too.' }),
    fileName: z.string().max(255).default('').meta({ description: 'Shown to people.' }),
  })
  .meta({ id: 'RegistryUpload' });

const Doubt = z.object({
  kind: z.string(),
  sentence: z.string(),
  areas: z.array(z.number().int()),
  before: z.number().nullable(),
  now: z.number().nullable(),
});

export const RegistryVersion = z
  .object({
    id: OutId,
    listId: OutId,
    list: z.string(),
    status: z.enum(['building', 'awaiting-approval', 'active', 'superseded', 'rejected', 'cancelled', 'failed']),
    mode: z.enum(UPLOAD_MODES),
    fileName: z.string(),
    fileBytes: z.number().int(),
    sha256: z.string().meta({ description: 'Of the uploaded file, hexadecimal.' }),
    asOf: Instant.meta({ description: 'When it was obtained; of its oldest area code.' }),
    validUntil: Instant.meta({ description: '31 days after that, 28 in the United Kingdom.' }),
    progress: z.number().min(0).max(1).meta({ description: 'Share of the file that is read.' }),
    numbers: z.number().int(),
    areas: z.number().int().meta({ description: 'Area codes, or what stands for them elsewhere.' }),
    lines: z.number().int(),
    bad: z.number().int(),
    repeated: z.number().int(),
    added: z.number().int(),
    deleted: z.number().int(),
    badLines: z
      .array(z.object({ line: z.number().int(), reason: z.string(), sentence: z.string() }))
      .meta({ description: 'The first of them, by number from 1. What stands in them is not kept.' }),
    doubts: z.array(Doubt).meta({ description: 'Why an officer is asked.' }),
    comparedWith: OutId.nullable().meta({
      description: 'The version in force that the doubts are about; null: none was.',
    }),
    error: z.string().nullable(),
    createdBy: z.string(),
    createdAt: Instant,
    loadedAt: Instant.nullable(),
    activatedAt: Instant.nullable(),
    activatedBy: z.string().nullable(),
    supersededAt: Instant.nullable(),
  })
  .meta({ id: 'RegistryVersion', description: 'One copy of a do-not-call registry.' });
export type RegistryVersion = z.infer<typeof RegistryVersion>;

export const RegistryActivation = z
  .strictObject({
    over: Id.nullable().meta({
      description: 'The comparedWith of the version as it was seen: a yes is to the doubts that were read.',
    }),
  })
  .meta({ id: 'RegistryActivation' });
export const RegistryVersionPage = pageOf('RegistryVersionPage', RegistryVersion);
export const RegistryVersionQuery = PageQuery;

export const RegistryList = z
  .object({
    id: OutId,
    list: z.string(),
    own: z.boolean().meta({ description: 'False: another tenant’s, which it granted.' }),
    subscriptionId: OutId.nullable().meta({ description: 'The access in use; null: none, so the list is not held.' }),
    account: z.string().nullable().meta({ description: 'The account with who keeps the list.' }),
    boughtAreas: z.array(z.number().int()).nullable().meta({ description: 'Null: all that the list has.' }),
    expiresAt: Instant.nullable().meta({ description: 'When the access ends.' }),
    inForce: RegistryVersion.nullable(),
    daysLeft: z.number().nullable().meta({ description: 'Until the version in force is too old; negative since.' }),
  })
  .meta({ id: 'RegistryList', description: 'A do-not-call registry that the tenant may ask.' });
export const RegistryLists = z.object({ items: z.array(RegistryList) }).meta({ id: 'RegistryLists' });
export type RegistryList = z.infer<typeof RegistryList>;

export const RegistryGrant = z
  .strictObject({
    tenant: z.string().min(1).max(63).meta({ description: 'Slug of the tenant that may use the list.' }),
    boughtAreas: z.array(area).max(1000).nullish().meta({ description: 'Left out: all.' }),
    account: z
      .string()
      .max(200)
      .default('')
      .meta({ description: 'That tenant’s own account with who keeps the list.' }),
    expiresAt: Instant.nullish(),
  })
  .meta({ id: 'RegistryGrant' });

export const RegistrySubscription = z
  .object({
    id: OutId,
    list: z.string(),
    listId: OutId,
    own: z.boolean().meta({ description: 'Of the tenant’s own list.' }),
    mine: z.boolean().meta({ description: 'The tenant’s own access; false: one that it granted.' }),
    boughtAreas: z.array(z.number().int()).nullable(),
    account: z.string(),
    expiresAt: Instant.nullable(),
    createdAt: Instant,
    acceptedAt: Instant.nullable(),
    endedAt: Instant.nullable(),
  })
  .meta({ id: 'RegistrySubscription' });
export const RegistrySubscriptions = z
  .object({ items: z.array(RegistrySubscription) })
  .meta({ id: 'RegistrySubscriptions' });

export const DncCheck = z
  .strictObject({
    numbers: z.array(z.string().trim().min(3).max(40)).min(1).max(1000),
    campaignId: Id.nullish().meta({ description: 'Asks that campaign’s list too.' }),
  })
  .meta({ id: 'DncCheck', example: { numbers: ['(617) 555-0142'] } });
/** What one list says of one number. */
export const ListFact = z
  .object({
    list: z.string(),
    state: z.enum(['clear', 'listed', 'unreadable', 'not-held']),
    since: Instant.nullable(),
    asOf: Instant.nullable(),
    validUntil: Instant.nullable(),
    version: z.string().nullable(),
  })
  .meta({ id: 'ListFact' });
export const DncCheckResult = z
  .object({
    items: z.array(
      z.object({
        index: z.number().int().meta({ description: 'Of the number in the request.' }),
        lists: z.array(ListFact),
      }),
    ),
  })
  .meta({ id: 'DncCheckResult' });

const importFields = {
  list: z.enum(['internal', 'campaign', 'litigator']).default('internal'),
  campaignId: Id.optional().meta({ description: 'Of the campaign’s list.' }),
};
export const DncImportQuery = z
  .object({
    ...importFields,
    reason: z.string().max(500).default(''),
    source: z.string().max(200).default('').meta({ description: 'Where the numbers come from.' }),
    expiresAt: Instant.optional().meta({ description: 'Until when they are listed. Left out: for good.' }),
    defaultCountry: z
      .string()
      .regex(/^[A-Z]{2}$/, 'an ISO 3166 code, such as US')
      .optional(),
    fileName: z.string().max(255).default(''),
  })
  .refine((query) => (query.list === 'campaign') === (query.campaignId !== undefined), {
    path: ['campaignId'],
    message: 'needed for a campaign’s list, and for no other',
  });
export const DncImport = z
  .object({
    id: OutId,
    list: z.enum(['internal', 'campaign', 'litigator']),
    campaignId: OutId.nullable(),
    status: z.enum(['queued', 'running', 'completed', 'cancelled', 'failed']),
    fileName: z.string(),
    fileBytes: z.number().int(),
    sha256: z.string().meta({ description: 'Of the file, hexadecimal.' }),
    progress: z.number().min(0).max(1).meta({ description: 'Share of the file whose numbers are listed.' }),
    reason: z.string(),
    source: z.string(),
    expiresAt: Instant.nullable(),
    lines: z.number().int().meta({ description: 'Lines read, empty ones and a heading left out.' }),
    added: z.number().int().meta({ description: 'New on the list, or listed for longer than before.' }),
    alreadyListed: z.number().int(),
    bad: z.number().int(),
    badLines: z
      .array(z.object({ line: z.number().int(), reason: z.string(), sentence: z.string() }))
      .meta({ description: 'The first 1,000: where they stand and why, never what stands in them.' }),
    leadsEnded: z.number().int(),
    callsHungUp: z.number().int(),
    error: z.string().nullable().meta({ description: 'Why it was cancelled or failed.' }),
    createdBy: z.string(),
    createdAt: Instant,
    startedAt: Instant.nullable(),
    finishedAt: Instant.nullable(),
  })
  .meta({
    id: 'DncImport',
    description: 'A file of numbers for one of your own lists. added + alreadyListed + bad = lines.',
  });
export type DncImport = z.infer<typeof DncImport>;
export const DncImportPage = pageOf('DncImportPage', DncImport);
export const DncImportsQuery = PageQuery;
export const DncExportQuery = z
  .object(importFields)
  .refine((query) => (query.list === 'campaign') === (query.campaignId !== undefined), {
    path: ['campaignId'],
    message: 'needed for a campaign’s list, and for no other',
  });
