import { z } from 'zod';
import { OPT_OUT_PLACES, OPT_OUT_STATUSES, type OptOutPlace, SUPPRESSION_SOURCES } from '../../domain/vocabulary.ts';
import { Id, OutId } from './id.ts';
import { PageQuery, pageOf } from './page.ts';
import { Instant } from './time.ts';

const places = Object.keys(OPT_OUT_PLACES).filter((name): name is OptOutPlace => name in OPT_OUT_PLACES);
const phone = z
  .string()
  .trim()
  .min(3)
  .max(40)
  .meta({ description: 'A telephone number in any form.', example: '(617) 555-0142' });
const country = z
  .string()
  .regex(/^[A-Z]{2}$/, 'an ISO 3166 code, such as US')
  .optional()
  .meta({ description: 'Of a number in national form; left out: the tenant’s.' });

/** An officer's record of a refusal, or another system's. */
export const OptOutCreate = z
  .strictObject({
    phone,
    reason: z.string().trim().max(500).default('').meta({ description: 'Why, in the officer’s words.' }),
    evidence: z
      .string()
      .trim()
      .max(4000)
      .optional()
      .meta({ description: 'What supports it: a letter’s reference, a message. Kept sealed.' }),
    campaignId: Id.nullish().meta({ description: 'Left out: for every campaign.' }),
    defaultCountry: country,
  })
  .meta({ id: 'OptOutCreate', example: { phone: '(617) 555-0142', reason: 'Asked in a letter of 20 November' } });

const ms = (description: string) => z.number().int().nullable().meta({ description });

const Place = z.object({
  place: z.enum(places),
  label: z.string().meta({ description: 'In words.' }),
  state: z.enum(['pending', 'done', 'verified']).meta({
    description: '`pending`: not done everywhere yet; `done`: in effect; `verified`: seen to be so afterwards.',
  }),
  found: z.number().int().meta({ description: 'What the opt-out met there.' }),
  done: z.number().int(),
  verified: z.number().int(),
  doneMs: ms('Milliseconds from hearing of it to the last thing done there, or to the look that found nothing.'),
  overMs: ms('The same, to the carrier’s last answer at the latest, or to the end of an import.'),
});

const Effect = z.object({
  place: z.enum(places),
  ref: OutId.meta({ description: 'The lead, the call or the import.' }),
  campaignId: OutId.nullable(),
  action: z.string(),
  foundAt: Instant,
  doneAt: Instant.nullable(),
  overAt: Instant.nullable(),
  verifiedAt: Instant.nullable(),
});

const LedgerRef = z.object({
  id: OutId,
  kind: z.string(),
  seq: z.number().int().nullable().meta({ description: 'Its place in the sealed tree; null: sealed within seconds.' }),
});

export const OptOutSummary = z
  .object({
    id: OutId,
    number: z.string().meta({ description: 'Its last two digits.' }),
    campaignId: OutId.nullable().meta({ description: 'Null: for every campaign.' }),
    source: z.enum(SUPPRESSION_SOURCES),
    reason: z.string(),
    callId: OutId.nullable().meta({ description: 'The call in which it was said or pressed.' }),
    createdBy: z.string(),
    newlyListed: z.boolean().meta({ description: 'False: the number was on the list before.' }),
    receivedAt: Instant,
    suppressedAt: Instant.meta({ description: 'When the entry of the list was written.' }),
    status: z.enum(OPT_OUT_STATUSES).meta({
      description:
        '`open`: in effect, proof under way; `proven`; `undone`: the number was taken off the list meanwhile.',
    }),
    settledAt: Instant.nullable(),
  })
  .meta({ id: 'OptOutSummary', description: 'A refusal of further calls.' });
export const OptOutPage = pageOf('OptOutPage', OptOutSummary);

export const OptOutReceipt = OptOutSummary.extend({
  places: z.array(Place).meta({ description: 'Every place in which it must take effect.' }),
  slowest: z
    .object({ place: z.enum(places), ms: z.number().int() })
    .nullable()
    .meta({ description: 'The place that was done last; null while one is pending.' }),
  effectiveMs: ms('Heard of to done in every place, without waiting for the carrier’s own answer.'),
  carrierMs: ms('Heard of to the carrier’s last answer at the latest; null: no call was up, or one still is.'),
  checks: z.number().int().meta({ description: 'Looks of the proof so far.' }),
  effects: z.array(Effect).meta({ description: 'One by one, at most 500.' }),
  ledger: z.array(LedgerRef).meta({ description: 'Its entries in the ledger: the opt-out, then the receipt.' }),
  workflowId: z.string().meta({ description: 'The workflow that proves it.' }),
  workflowUrl: z.string().nullable().meta({ description: 'The same in the Temporal UI; null where there is none.' }),
}).meta({ id: 'OptOutReceipt', description: 'What an opt-out reached, and when.' });

export const OptOutQuery = PageQuery.extend({
  phone: z.string().max(40).optional().meta({ description: 'Of this number. Any form.' }),
  status: z.enum(OPT_OUT_STATUSES).optional(),
  source: z.enum(SUPPRESSION_SOURCES).optional(),
});

export const OptOutLinkCreate = z
  .strictObject({
    phone,
    expiresInDays: z.number().int().min(1).max(730).default(180),
    defaultCountry: country,
  })
  .meta({ id: 'OptOutLinkCreate', example: { phone: '(617) 555-0142', expiresInDays: 180 } });
export const OptOutLink = z
  .object({ url: z.string().meta({ description: 'Nobody can guess it, and it names nobody.' }), expiresAt: Instant })
  .meta({ id: 'OptOutLink' });

export const OptOutInboxCreate = z
  .strictObject({ kind: z.enum(['e-mail', 'carrier']), name: z.string().trim().min(1).max(200) })
  .meta({ id: 'OptOutInboxCreate', example: { kind: 'carrier', name: 'SMS replies' } });
export const OptOutInbox = z
  .object({
    id: OutId,
    kind: z.enum(['e-mail', 'carrier']),
    name: z.string(),
    url: z.string().meta({ description: 'Where its messages are posted.' }),
    createdAt: Instant,
    lastMessageAt: Instant.nullable(),
  })
  .meta({ id: 'OptOutInbox', description: 'Where messages that refuse calls arrive.' });
export const OptOutInboxCreated = OptOutInbox.extend({
  secret: z.string().meta({ description: 'Signs its messages. Shown this once.' }),
}).meta({ id: 'OptOutInboxCreated' });
export const OptOutInboxes = z.object({ items: z.array(OptOutInbox) }).meta({ id: 'OptOutInboxes' });

/** What a mail provider's parsed message is reduced to. */
export const OptOutEmail = z.object({
  messageId: z.string().min(1).max(500),
  from: z.string().min(3).max(500).meta({ description: 'An address, with or without a name.' }),
  subject: z.string().max(2000).default(''),
  text: z.string().max(200_000).default(''),
});
/** A text message that somebody sent back. */
export const OptOutMessage = z.object({
  messageId: z.string().min(1).max(500),
  from: z.string().min(3).max(40),
  text: z.string().max(5000),
});
export const OptOutMessageResult = z
  .object({
    understood: z.boolean().meta({ description: 'False: nothing was recorded, and an officer is asked to look.' }),
    optOuts: z.array(OutId),
  })
  .meta({ id: 'OptOutMessageResult' });
