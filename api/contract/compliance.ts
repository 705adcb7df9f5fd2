import { z } from 'zod';
import {
  CONSENT_SCOPES,
  CONTACT_KINDS,
  HISTORY_EVENTS,
  NUMBER_TYPES,
  REFUSAL_REASONS,
  SCREEN_RESULTS,
} from '../../domain/vocabulary.ts';
import { CallingWindow } from './campaigns.ts';
import { Id } from './id.ts';
import { Instant, LocalTime } from './time.ts';

const phone = z
  .string()
  .trim()
  .min(3)
  .max(40)
  .meta({ description: 'A telephone number in any form.', example: '(305) 555-0142' });
const listName = z.union(
  [
    z.enum(['internal', 'campaign', 'litigator', 'us-federal', 'uk-tps', 'uk-ctps', 'ca-national']),
    z.templateLiteral(['us-state:US-', z.string().regex(/^[A-Z]{2}$/)]),
  ],
  'internal, campaign, litigator, us-federal, us-state:US-XX, uk-tps, uk-ctps or ca-national',
);

export const ComplianceCheck = z
  .strictObject({
    phone,
    otherPhones: z.array(phone).max(9).default([]).meta({ description: 'Of the same lead: lists are asked for each.' }),
    at: Instant.optional().meta({ description: 'When the call would be made; left out: now.' }),
    address: z
      .strictObject({
        state: z.string().trim().max(60).nullish(),
        postalCode: z.string().trim().max(20).nullish(),
        country: z.string().trim().max(60).nullish(),
      })
      .nullish(),
    kind: z.enum(CONTACT_KINDS).optional().meta({ description: 'Left out: the campaign’s, else telemarketing.' }),
    automatedVoice: z.boolean().optional().meta({ description: 'Left out: the campaign’s, else true.' }),
    numberType: z.enum(NUMBER_TYPES).optional().meta({
      description: 'Left out: as stored, else as the numbering plan tells. Unknown is taken for the stricter.',
    }),
    subject: z.string().max(500).nullish(),
    debtId: z.string().max(200).nullish(),
    campaignId: Id.nullish().meta({ description: 'Its window, caps, brake and do-not-call list are asked too.' }),
    window: CallingWindow.nullish().meta({ description: 'Instead of the campaign’s.' }),
    consents: z
      .array(
        z.strictObject({
          scope: z.enum(CONSENT_SCOPES),
          source: z.string().max(200).default('unstated'),
          at: Instant,
          revokedAt: Instant.nullish(),
          expiresAt: Instant.nullish(),
        }),
      )
      .max(100)
      .optional()
      .meta({ description: 'Instead of those recorded for whoever has the number; [] for none.' }),
    history: z
      .array(
        z.strictObject({
          at: Instant,
          event: z.enum(HISTORY_EVENTS),
          outcome: z.string().max(60).nullish(),
          phone: phone.nullish().meta({ description: 'Which of the phones; left out: the one asked about.' }),
          subject: z.string().max(500).nullish(),
          debtId: z.string().max(200).nullish(),
        }),
      )
      .max(1000)
      .optional()
      .meta({
        description: 'Instead of what is recorded; [] for none. An opt-out also counts as on the internal list.',
      }),
    lists: z
      .array(
        z.strictObject({
          list: listName,
          member: z.boolean().default(false),
          asOf: Instant.nullish().meta({ description: 'State of the copy; left out: as of the call.' }),
          unreadable: z.boolean().default(false),
        }),
      )
      .max(100)
      .default([])
      .meta({ description: 'To ask under these states of lists; those not named are asked as they are stored.' }),
    rulesAt: Instant.nullish().meta({ description: 'By the provisions in force at this time, instead of `at`.' }),
  })
  .meta({
    id: 'ComplianceCheck',
    example: { phone: '+13055550142', kind: 'telemarketing', at: '2026-11-24T15:00:00Z', address: { state: 'FL' } },
  });
export type ComplianceCheck = z.infer<typeof ComplianceCheck>;

const reason = z.enum(Object.keys(REFUSAL_REASONS) as [keyof typeof REFUSAL_REASONS]);

export const Finding = z
  .object({
    rule: z.string(),
    title: z.string().nullable().meta({ description: 'What the rule asks, in a line.' }),
    result: z.enum(['pass', 'defer', 'block', 'unknown']),
    reason: reason.nullable(),
    reasonText: z.string().nullable(),
    citation: z.string().nullable(),
    confidence: z
      .enum(['primary', 'secondary', 'unverified'])
      .nullable()
      .meta({ description: 'How the text was checked; null for rules of the house.' }),
    phone: z.number().int().nullable().meta({ description: '0: the phone asked about; null: the lead as a whole.' }),
    until: Instant.nullable().meta({ description: 'Not before this time, by this rule alone.' }),
    facts: z
      .record(z.string(), z.unknown())
      .meta({ description: 'What the rule looked at. Times in epoch milliseconds.' }),
  })
  .meta({ id: 'ComplianceFinding' });

const answer = {
  verdict: z.enum(SCREEN_RESULTS),
  reason: reason.nullable(),
  reasonText: z.string().nullable(),
  at: Instant.meta({ description: 'The time asked about.' }),
  nextCallableAt: Instant.nullable().meta({
    description: '`at` when allowed; the first time that every rule allows when deferred; null when none is known.',
  }),
  findings: z.array(Finding),
  location: z.object({ states: z.array(z.string()), zones: z.array(z.string()), certain: z.boolean() }),
  localTimes: z
    .array(z.object({ asked: LocalTime, next: LocalTime.nullable() }))
    .meta({ description: 'The time asked about, and `nextCallableAt`, in each zone where the telephone may ring.' }),
  rulesVersion: z.string(),
  dataVersions: z.object({
    zones: z.string(),
    lists: z.record(
      z.string(),
      z.object({ version: z.string().nullable(), asOf: Instant.nullable(), validUntil: Instant.nullable() }),
    ),
  }),
};
export const ComplianceVerdict = z
  .object(answer)
  .meta({ id: 'ComplianceVerdict', description: 'Every rule’s finding, and the strictest as the verdict.' });
export type ComplianceVerdict = z.infer<typeof ComplianceVerdict>;
