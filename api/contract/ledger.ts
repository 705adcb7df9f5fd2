import { z } from 'zod';
import { LEDGER_KINDS } from '../../domain/ledger/entry.ts';
import { Id, OutId } from './id.ts';
import { PageQuery, pageOf } from './page.ts';
import { Instant } from './time.ts';

const Sequence = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
const Hex32 = z.string().meta({ description: 'SHA-256, hexadecimal.', example: '00'.repeat(32) });

export const LedgerQuery = PageQuery.extend({
  leadId: Id.optional(),
  campaignId: Id.optional(),
  phone: z.string().min(1).max(60).optional().meta({ description: 'A number in any form: what was decided about it.' }),
  kind: z.enum(LEDGER_KINDS).optional(),
  rule: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .meta({ description: 'Id of a rule that spoke against the call.', example: 'lists' }),
  since: Instant.optional().meta({
    description: 'From this instant on. With `rule` or `kind` alone: 31 days at most.',
  }),
  until: Instant.optional().meta({ description: 'Before this instant.' }),
}).meta({ id: 'LedgerQuery' });

/** One entry of the ledger. Facts without identity. */
export const LedgerEntry = z
  .object({
    id: OutId,
    seq: z
      .number()
      .int()
      .nullable()
      .meta({ description: 'Its place in the sealed ledger; null for the seconds before it is sealed.' }),
    at: Instant,
    kind: z.enum(LEDGER_KINDS),
    campaignId: OutId.nullable(),
    leadId: OutId.nullable(),
    personId: OutId.nullable(),
    attemptId: OutId.nullable(),
    rules: z.array(z.string()),
    actor: z.string().nullable(),
    body: z.unknown().meta({ description: 'What was decided or done, by kind.' }),
    hasPersonalData: z.boolean().meta({ description: 'Sealed under the key of its person.' }),
  })
  .meta({ id: 'LedgerEntry' });
export type LedgerEntry = z.infer<typeof LedgerEntry>;
export const LedgerPage = pageOf('LedgerPage', LedgerEntry);

export const SignedHead = z
  .object({
    v: z.literal(1),
    tenant: OutId,
    size: z.number().int().meta({ description: 'Entries under this head.' }),
    root: Hex32,
    at: Instant,
    restoredAt: Instant.nullable().meta({ description: 'The restore from backup before it; null: none.' }),
    key: z.string().meta({ description: 'Id of the key that signed.' }),
    signature: z.string().meta({ description: 'Ed25519, base64.' }),
  })
  .meta({ id: 'SignedHead', description: 'A signed tree head (RFC 9162) of the tenant’s ledger.' });
export const HeadPage = pageOf('SignedHeadPage', SignedHead);

export const LedgerKey = z
  .object({
    id: z.string().meta({ description: 'First 16 hexadecimal digits of the key’s SHA-256.' }),
    publicKey: z.string().meta({ description: 'Ed25519, 32 bytes in base64.' }),
    createdAt: Instant,
    endorsedBy: z.string().nullable().meta({ description: 'The key before it, which signed this one.' }),
    endorsement: z.string().nullable(),
  })
  .meta({ id: 'LedgerKey' });
export const LedgerKeys = z.object({ items: z.array(LedgerKey) }).meta({ id: 'LedgerKeys' });

export const KeptHead = SignedHead.extend({ publicKey: LedgerKey }).meta({
  id: 'KeptHead',
  description: 'The newest head with its key. Kept elsewhere, it shows later that nothing before it was changed.',
});

export const SequenceParams = z.object({ seq: Sequence });
export const InclusionProof = z
  .object({
    seq: z.number().int(),
    line: z.string().meta({ description: 'The entry’s canonical line: its leaf is SHA-256(0x00 || line).' }),
    leaf: Hex32,
    path: z.array(Hex32).meta({ description: 'RFC 9162, 2.1.3: from the leaf to the root.' }),
    head: SignedHead,
    intact: z.boolean().meta({ description: 'Whether line, path and head agree. False: somebody changed the entry.' }),
  })
  .meta({ id: 'InclusionProof' });

export const ConsistencyQuery = z.object({ first: Sequence, second: Sequence });
export const ConsistencyProof = z
  .object({ first: SignedHead, second: SignedHead, path: z.array(Hex32) })
  .meta({ id: 'ConsistencyProof', description: 'RFC 9162, 2.1.4: the second tree begins with the whole first one.' });

export const LedgerExportCreate = z
  .object({
    fromSeq: Sequence.optional().meta({ description: 'First entry; left out: the first there is.' }),
    toSeq: Sequence.optional().meta({ description: 'Behind the last entry; left out: up to the newest head.' }),
    since: Instant.optional().meta({ description: 'Instead of fromSeq: what was sealed from then on.' }),
    until: Instant.optional().meta({ description: 'Instead of toSeq: what was sealed until then.' }),
  })
  .meta({ id: 'LedgerExportCreate' });
export const LedgerExport = z
  .object({
    id: OutId,
    status: z.enum(['queued', 'running', 'completed', 'cancelled', 'failed']),
    fromSeq: z.number().int(),
    toSeq: z.number().int().nullable(),
    headSize: z.number().int().nullable(),
    written: z.number().int().meta({ description: 'Entries written so far.' }),
    bytes: z.number().int().nullable(),
    error: z.string().nullable(),
    createdBy: z.string(),
    createdAt: Instant,
    finishedAt: Instant.nullable(),
  })
  .meta({ id: 'LedgerExport' });
export type LedgerExport = z.infer<typeof LedgerExport>;
export const LedgerExportPage = pageOf('LedgerExportPage', LedgerExport);

export const Erasure = z
  .object({
    personId: OutId,
    erasedAt: Instant,
    leads: z.number().int(),
    numbers: z.number().int().meta({ description: 'Numbers whose keyed index stays on the do-not-call list.' }),
    transcripts: z.number().int().meta({ description: 'Calls whose transcript was removed.' }),
    removed: z.array(z.string()),
    kept: z.array(z.string()).meta({ description: 'What stays, and under which law.' }),
    ledgerEntry: OutId,
  })
  .meta({ id: 'Erasure' });

const counted = (description: string) => z.number().int().meta({ description });
export const ErasurePreview = z
  .object({
    personId: OutId,
    erasedAt: Instant.nullable().meta({ description: 'Null: not yet.' }),
    inCall: z
      .boolean()
      .meta({ description: 'A call to the person is in progress: an erasure is refused until it ends.' }),
    leads: counted('Leads that lose name, addresses and fields.'),
    numbers: counted('Numbers that are removed, and whose keyed index stays on the do-not-call list.'),
    transcripts: counted('Calls whose transcript is removed.'),
    waiting: counted('Places in campaigns that end.'),
    optOuts: counted('Receipts that lose reason and evidence, and stay.'),
    consents: counted('Consents that stay.'),
    ledgerEntries: counted('Entries of the ledger that stay.'),
    removed: z.array(z.string()),
    kept: z.array(z.string()).meta({ description: 'What stays, and under which law.' }),
  })
  .meta({ id: 'ErasurePreview' });
