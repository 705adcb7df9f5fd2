import { z } from 'zod';
import { IMPORT_STATUSES } from '../../domain/vocabulary.ts';
import { OutId } from './id.ts';
import { Country } from './lists.ts';
import { PageQuery, pageOf } from './page.ts';
import { Instant } from './time.ts';

/** What a column may mean; `custom` keeps it with the lead under its own heading, `ignore` leaves it out. */
export const COLUMN_USES = [
  'phone',
  'externalId',
  'firstName',
  'lastName',
  'fullName',
  'company',
  'email',
  'street',
  'city',
  'state',
  'postalCode',
  'country',
  'timeZone',
  'priority',
  'doNotCall',
  'custom',
  'ignore',
] as const;

/** Column (by heading, or by number from 1) to what it means. Goes before every guess. */
export const ColumnMapping = z
  .record(z.string().min(1).max(200), z.enum(COLUMN_USES))
  .refine((mapping) => Object.keys(mapping).length <= 500, 'at most 500 columns')
  .meta({ id: 'ColumnMapping', example: { 'Mobile no.': 'phone', Notes: 'ignore' } });

/** How a file is to be read, as query parameters or as fields of the multipart form. */
export const ImportOptions = z
  .object({
    mapping: z
      .string()
      .max(50_000)
      .transform((text, context) => {
        const parsed = ColumnMapping.safeParse(jsonOf(text));
        if (parsed.success) return parsed.data;
        context.addIssue({
          code: 'custom',
          message: 'it is not a mapping of columns',
          params: { remedy: `Send JSON such as {"Mobile no.":"phone"}; meanings are ${COLUMN_USES.join(', ')}.` },
        });
        return z.NEVER;
      })
      .optional()
      .meta({ description: 'JSON: column to meaning.', example: '{"Mobile no.":"phone"}' }),
    delimiter: z.enum([',', ';', '\t', '|']).optional().meta({ description: 'Left out: detected.' }),
    header: z.stringbool().optional().meta({ description: 'Whether the first row is a header. Left out: detected.' }),
    defaultCountry: Country.optional().meta({ description: 'Of numbers in national form; left out: the list’s.' }),
    reimportPolicy: z.enum(['skip', 'update', 'new']).optional().meta({ description: 'Left out: the list’s.' }),
    fileName: z.string().max(255).optional().meta({ description: 'Shown to people.' }),
  })
  .meta({ id: 'ImportOptions' });
export type ImportOptions = z.infer<typeof ImportOptions>;

export const Import = z
  .object({
    id: OutId,
    listId: OutId,
    status: z.enum(IMPORT_STATUSES),
    fileName: z.string(),
    fileBytes: z.number().int(),
    rowsRead: z.number().int(),
    accepted: z.number().int(),
    rejected: z.number().int(),
    duplicate: z.number().int().meta({ description: 'accepted + rejected + duplicate = rowsRead, always.' }),
    updated: z.number().int().meta({ description: 'Of the duplicates: leads that the re-import policy changed.' }),
    suppressed: z.number().int().meta({ description: 'Of the accepted: leads with a number on the do-not-call list.' }),
    rowsPerSecond: z.number().nullable(),
    secondsLeft: z.number().nullable().meta({ description: 'At the present rate; null where it cannot be told.' }),
    error: z.string().nullable().meta({ description: 'Why it failed, in a sentence.' }),
    listName: z.string(),
    workflowUrl: z.string().nullable().meta({ description: 'Its workflow in the Temporal UI.' }),
    createdAt: Instant,
    startedAt: Instant.nullable(),
    finishedAt: Instant.nullable(),
  })
  .meta({ id: 'Import' });
export type Import = z.infer<typeof Import>;
export const ImportPage = pageOf('ImportPage', Import);
export const ImportQuery = PageQuery;
export const AllImportsQuery = PageQuery.extend({
  status: z.enum(IMPORT_STATUSES).optional(),
});

const PreviewLead = z.object({
  externalId: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  company: z.string(),
  email: z.string(),
  city: z.string(),
  state: z.string(),
  postalCode: z.string(),
  country: z.string(),
  timeZone: z.string(),
  priority: z.number().nullable(),
  phones: z.array(z.object({ number: z.string(), label: z.string() })),
  custom: z.record(z.string(), z.string()),
});

export const ImportPreview = z
  .object({
    encoding: z.string(),
    delimiter: z.string(),
    headerLine: z.number().int().nullable(),
    columns: z.array(
      z.object({
        index: z.number().int(),
        heading: z.string(),
        use: z.enum(COLUMN_USES),
        confidence: z.number().meta({ description: '0 to 1: how sure the guess is.' }),
        because: z.string(),
        examples: z.array(z.string()),
      }),
    ),
    rows: z.array(
      z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('lead'), line: z.number().int(), lead: PreviewLead }),
        z.object({
          kind: z.literal('rejected'),
          line: z.number().int(),
          column: z.string().nullable(),
          reason: z.string(),
          remedy: z.string(),
        }),
      ]),
    ),
    problems: z.array(z.object({ column: z.string().nullable(), problem: z.string(), remedy: z.string() })),
    looked: z.object({ rows: z.number().int(), accepted: z.number().int(), rejected: z.number().int() }),
  })
  .meta({
    id: 'ImportPreview',
    description: 'What an import of the file would do, seen from its first rows. Nothing is stored.',
  });
export type ImportPreview = z.infer<typeof ImportPreview>;

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
