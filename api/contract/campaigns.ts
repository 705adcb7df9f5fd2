import { z } from 'zod';
import { CAMPAIGN_STATUSES, DIALER_TYPES, dispositions } from '../../domain/vocabulary.ts';
import { WEEKDAYS } from '../../domain/time.ts';
import { Id, OutId, Version } from './id.ts';
import { PageQuery, pageOf } from './page.ts';
import { Instant, LocalTime } from './time.ts';
import { ProblemField } from './problem.ts';

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'a time of day, such as 09:00');

/** Hours inside the lawful ones; never outside them. */
export const CallingWindow = z
  .strictObject({
    days: z.array(z.enum(WEEKDAYS)).max(7),
    start: timeOfDay.meta({ example: '09:00' }),
    end: timeOfDay.meta({ example: '17:30' }),
    zone: z
      .string()
      .min(1)
      .max(64)
      .meta({ description: '`lead`: every zone where the telephone may ring; else one IANA zone.', example: 'lead' }),
  })
  .meta({ id: 'CallingWindow' });
export type CallingWindow = z.infer<typeof CallingWindow>;

export const RampUp = z
  .strictObject({
    fromCallsPerSecond: z.number().gt(0).max(1000).optional(),
    overSeconds: z.number().int().min(0).max(86_400).optional(),
  })
  .meta({ id: 'RampUp', description: 'Begin more slowly and reach the full pace after a while.' });

export const Schedule = z
  .strictObject({ startAt: Instant.optional(), endAt: Instant.optional() })
  .meta({ id: 'Schedule', description: 'Nothing is dialled before startAt or after endAt.' });

export const RetryRule = z
  .strictObject({
    maxAttempts: z
      .number()
      .int()
      .min(1)
      .max(50)
      .meta({ description: 'How many attempts of a lead may end like this; 1: never again.' }),
    delaySeconds: z
      .number()
      .int()
      .min(0)
      .max(31 * 86_400),
    phone: z.enum(['same', 'next']),
    spread: z.enum(['exact', 'jitter', 'day-parts']),
    counts: z.boolean().meta({ description: 'False: does not use up the lead’s attempts.' }),
  })
  .partial()
  .meta({ id: 'RetryRule', description: 'What follows one disposition.' });
export const Retries = z
  .strictObject({
    maxAttempts: z.number().int().min(1).max(50).optional(),
    rules: z.partialRecord(z.enum(dispositions), RetryRule.nullable()).optional(),
  })
  .meta({
    id: 'Retries',
    description: 'What is left out has the default of docs/api.md; a rule of null makes its disposition final.',
  });
export type Retries = z.infer<typeof Retries>;

export const Overrides = z
  .strictObject({
    systemPrompt: z.string().max(50_000).optional(),
    greetingMessage: z.string().max(2000).optional(),
    disclosureMessage: z.string().max(1000).optional(),
    voice: z.strictObject({ provider: z.string().min(1).max(40), voiceId: z.string().min(1).max(200) }).optional(),
  })
  .meta({ id: 'CampaignOverrides', description: 'Instead of the agent’s own, in this campaign.' });

const share = z.strictObject({ agentId: Id, share: z.number().int().min(1).max(1000).default(100) });

const fields = {
  name: z.string().trim().min(1).max(200).meta({ example: 'Roof surveys, May' }),
  agents: z.array(share).max(20).meta({ description: 'One agent, or several with shares (split test).' }),
  listIds: z.array(Id).max(50),
  dialerType: z.enum(DIALER_TYPES).meta({ description: '`auto`: the engine chooses and says what.' }),
  trunkId: Id.nullable(),
  callerIds: z.array(Id).max(100).meta({ description: 'Ids of own phone numbers, shown to the callee in turn.' }),
  objectives: z.array(z.string().trim().min(1).max(500)).max(20),
  schedule: Schedule,
  callingWindow: CallingWindow.nullable().meta({ description: 'Null: the lawful hours alone.' }),
  callsPerSecond: z.number().gt(0).max(1000),
  maxConcurrentCalls: z.number().int().min(1).max(100_000),
  rampUp: RampUp,
  retries: Retries,
  ringTimeoutMs: z.number().int().min(15_000).max(75_000),
  maxCallMs: z.number().int().min(10_000).max(7_200_000),
  consentBasis: z.enum([
    'unstated',
    'prior-express',
    'prior-express-written',
    'existing-customer',
    'legitimate-interest',
  ]),
  voicemailPolicy: z.enum(['hang-up', 'leave-message']),
  overrides: Overrides,
  callKind: z.enum(['telemarketing', 'informational', 'debt']),
  subject: z.string().max(200).nullable(),
  recordingPlace: z.enum(['none', 'room', 'carrier']),
  costLimitMicros: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER).nullable(),
};

export const CampaignCreate = z
  .strictObject(fields)
  .partial()
  .extend({ name: fields.name })
  .meta({
    id: 'CampaignCreate',
    example: {
      name: 'Roof surveys, May',
      agents: [{ agentId: '01a1fd1c-fcd0-7f2b-bcb3-a6a9736d6338', share: 100 }],
      listIds: [],
    },
  });
export type CampaignCreate = z.infer<typeof CampaignCreate>;

const readOnly = {
  id: z.unknown(),
  status: z.unknown(),
  revision: z.unknown(),
  version: z.unknown(),
  chosenDialer: z.unknown(),
  problems: z.unknown(),
  createdBy: z.unknown(),
  createdAt: z.unknown(),
  updatedAt: z.unknown(),
  startedAt: z.unknown(),
  finishedAt: z.unknown(),
};
/** Fields that are left out stay as they are. */
export const CampaignUpdate = z
  .strictObject({ ...fields, ...readOnly })
  .partial()
  .meta({ id: 'CampaignUpdate', example: { callsPerSecond: 2 } });
export type CampaignUpdate = z.infer<typeof CampaignUpdate>;

export const ChosenDialer = z
  .object({ dialer: z.enum(DIALER_TYPES), because: z.string(), available: z.boolean() })
  .meta({ id: 'ChosenDialer', description: 'The dialer that will be used and why.' });

export const Campaign = z
  .object({
    id: OutId,
    ...fields,
    agents: z.array(z.object({ agentId: OutId, share: z.number().int() })),
    listIds: z.array(OutId),
    trunkId: OutId.nullable(),
    callerIds: z.array(OutId),
    consentBasis: z.string(),
    status: z.enum(CAMPAIGN_STATUSES),
    revision: z.number().int(),
    version: Version,
    chosenDialer: ChosenDialer,
    createdBy: z.string(),
    createdAt: Instant,
    updatedAt: Instant,
    startedAt: Instant.nullable(),
    finishedAt: Instant.nullable(),
  })
  .meta({ id: 'Campaign', description: 'What is dialled, when, how fast and by whom.' });
export type Campaign = z.infer<typeof Campaign>;
export const CampaignPage = pageOf('CampaignPage', Campaign);
export const CampaignQuery = PageQuery.extend({
  status: z.enum(CAMPAIGN_STATUSES).optional().meta({ description: 'Left out: all but archived.' }),
  search: z.string().max(200).optional(),
});

/** What a command brought about. `delivered` false: the engine has not answered yet; the rest follows by itself. */
export const CommandAnswer = z
  .object({
    campaign: Campaign,
    delivered: z.boolean(),
    message: z.string().meta({ description: 'One sentence for people.' }),
  })
  .meta({ id: 'CommandAnswer' });

export const StopQuery = z.object({
  calls: z
    .enum(['finish', 'hang-up'])
    .default('finish')
    .meta({ description: 'Let calls in progress finish, or end them now.' }),
});

export const CampaignCheck = z
  .object({ ready: z.boolean(), problems: z.array(ProblemField), chosenDialer: ChosenDialer })
  .meta({ id: 'CampaignCheck', description: 'Everything that keeps the campaign from starting, at once.' });

export const CloneBody = z.strictObject({ name: fields.name.optional() }).meta({ id: 'CampaignClone' });

const counts = z.record(z.string(), z.number().int());
/** Counts of one campaign at one moment. */
export const CampaignProgress = z
  .object({
    campaignId: OutId,
    name: z.string(),
    status: z.enum(CAMPAIGN_STATUSES),
    details: z.string().meta({ description: 'One sentence: what it is doing, and why it is not dialling.' }),
    leads: z.object({
      total: z.number().int(),
      waiting: z.number().int(),
      inCall: z.number().int(),
      done: z.number().int(),
      blocked: z.number().int(),
    }),
    liveCalls: z.number().int(),
    attempts: z.number().int(),
    dispositions: counts.meta({ description: 'Ended attempts by disposition.' }),
    lastDispositions: counts.meta({ description: 'Leads by how their last attempt ended.' }),
    refusals: counts.meta({ description: 'Waiting and blocked leads by reason.' }),
    nextDueAt: Instant.nullable(),
    nextDue: LocalTime.nullable(),
    callbacksPromised: z.number().int(),
    workflowUrl: z.string().nullable().meta({ description: 'Its workflow in the Temporal UI; null before the start.' }),
    demonstration: z.boolean(),
    clockOffsetMs: z
      .number()
      .int()
      .meta({ description: 'The tenant’s clock minus the real one; 0 unless it is a demonstration.' }),
    at: Instant,
  })
  .meta({ id: 'CampaignProgress' });
export type CampaignProgress = z.infer<typeof CampaignProgress>;
