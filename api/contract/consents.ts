import { z } from 'zod';
import { CONSENT_SCOPES, CONSENT_SOURCES } from '../../domain/vocabulary.ts';
import { Id, OutId } from './id.ts';
import { PageQuery, pageOf } from './page.ts';
import { Instant } from './time.ts';

const scope = z.enum(CONSENT_SCOPES).meta({
  description:
    'What was agreed to: calls that inform, calls that sell, or an artificial voice. One does not imply another.',
});

const source = z.enum(CONSENT_SOURCES).meta({
  description:
    'How it was given. `oral` is not in writing and does not serve where the law asks for writing; `business-relationship` is no consent, but exempts in some places; `demonstration` says that nobody gave it.',
});

export const ConsentCreate = z
  .strictObject({
    leadId: Id.optional().meta({ description: 'Whose: the person behind this lead.' }),
    personId: Id.optional().meta({ description: 'Whose, instead of leadId.' }),
    scopes: z.array(scope).min(1).max(CONSENT_SCOPES.length),
    source,
    sourceDetail: z
      .string()
      .trim()
      .max(500)
      .default('')
      .meta({ description: 'Where exactly: the form, the contract’s number.', example: 'Spring fair form' }),
    textShown: z.string().max(10_000).default('').meta({ description: 'The words that the person agreed to.' }),
    givenAt: Instant.meta({ description: 'When it was given. A consent without a date is none.' }),
    expiresAt: Instant.nullish().meta({ description: 'From then on it is none.' }),
  })
  .refine((body) => (body.leadId === undefined) !== (body.personId === undefined), {
    path: ['leadId'],
    message: 'Either leadId or personId says whose consent it is. Send one of them.',
  })
  .refine((body) => !body.expiresAt || Date.parse(body.expiresAt) > Date.parse(body.givenAt), {
    path: ['expiresAt'],
    message: 'It lies before givenAt. Send a later time, or leave it out.',
  })
  .meta({
    id: 'ConsentCreate',
    example: {
      leadId: '01a1fd1c-fcd0-7f2b-bcb3-a6a9736d6338',
      scopes: ['telemarketing', 'automated-voice'],
      source: 'web-form',
      sourceDetail: 'Spring fair form',
      textShown: 'I agree that Harbour Lane Solar calls me with an artificial voice about offers.',
      givenAt: '2026-03-01T10:00:00Z',
    },
  });

export const Consent = z
  .object({
    id: OutId,
    personId: OutId,
    leadId: OutId.nullable(),
    scope,
    source: z.string(),
    sourceDetail: z.string(),
    textShown: z.string(),
    givenAt: Instant,
    expiresAt: Instant.nullable(),
    evidence: z.object({ name: z.string(), sha256: z.string() }).nullable(),
    recordedBy: z.string(),
    recordedAt: Instant,
    revokedAt: Instant.nullable(),
    revokedBy: z.string().nullable(),
    revokedReason: z.string().nullable(),
  })
  .meta({
    id: 'Consent',
    description: 'What a person agreed to, with its evidence. Revoked, never edited or deleted.',
  });
export type Consent = z.infer<typeof Consent>;
export const ConsentPage = pageOf('ConsentPage', Consent);
export const ConsentsCreated = z.object({ items: z.array(Consent) }).meta({ id: 'ConsentsCreated' });

export const ConsentQuery = PageQuery.extend({
  leadId: Id.optional().meta({ description: 'Those of the person behind this lead.' }),
  personId: Id.optional(),
});

export const ConsentRevoke = z
  .strictObject({
    reason: z.string().trim().min(1).max(500).meta({ description: 'How the person revoked it.' }),
    at: Instant.optional().meta({ description: 'When they did; left out: now. Never later than now.' }),
  })
  .meta({ id: 'ConsentRevoke', example: { reason: 'Asked by e-mail' } });

export const EvidenceQuery = z.object({
  fileName: z
    .string()
    .trim()
    .min(1)
    .max(200)
    .default('evidence')
    .meta({ description: 'As it is offered for download.' }),
});
