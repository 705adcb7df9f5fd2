import { z } from 'zod';
import { CAMPAIGN_LEAD_STATES } from '../../domain/vocabulary.ts';
import { Id, OutId, Version } from './id.ts';
import { PageQuery, pageOf } from './page.ts';
import { Instant, LocalTime } from './time.ts';
import { Attempt, TimelineEvent, TimelineLine, Verdict } from './timeline.ts';

export const LeadPhone = z
  .object({
    position: z.number().int(),
    label: z.string(),
    number: z.string().meta({
      description:
        'E.164 for API keys that may see it; else all but the last two digits are masked, and people ask for one by `reveal`.',
      example: '+1 •••• ••23',
    }),
    masked: z.boolean(),
    extension: z.string().nullable(),
    zones: z.array(z.string()).meta({ description: 'Every zone where it may ring.' }),
    suppressed: z.boolean().meta({ description: 'On the do-not-call list.' }),
  })
  .meta({ id: 'LeadPhone' });

/** A number that somebody asked to see; the asking is in the ledger. */
export const RevealedNumber = z
  .object({ number: z.string().meta({ description: 'E.164.' }) })
  .meta({ id: 'RevealedNumber' });

const lead = {
  id: OutId,
  listId: OutId,
  importId: OutId.nullable(),
  externalId: z.string().nullable(),
  firstName: z.string(),
  lastName: z.string(),
  company: z.string(),
  email: z.string(),
  street: z.string(),
  city: z.string(),
  state: z.string().nullable(),
  postalCode: z.string().nullable(),
  country: z.string().nullable(),
  timeZone: z.string().nullable(),
  priority: z.number().int(),
  phones: z.array(LeadPhone),
  version: Version,
  createdAt: Instant,
  updatedAt: Instant,
};

export const LeadSummary = z
  .object({
    ...lead,
    campaigns: z.array(
      z.object({ campaignId: OutId, state: z.enum(CAMPAIGN_LEAD_STATES), lastDisposition: z.string().nullable() }),
    ),
  })
  .meta({ id: 'LeadSummary' });
export type LeadSummary = z.infer<typeof LeadSummary>;
export const LeadPage = pageOf('LeadPage', LeadSummary);

/** Where the lead stands in one campaign: may it be called, why not, and when next. */
export const LeadInCampaign = z
  .object({
    campaignId: OutId,
    campaignName: z.string(),
    state: z.enum(CAMPAIGN_LEAD_STATES),
    priority: z.number().int(),
    attempts: z.number().int(),
    lastDisposition: z.string().nullable(),
    lastAttemptAt: Instant.nullable(),
    nextAttempt: LocalTime.nullable().meta({
      description: 'When it is due, by the lead’s clock; null once it is over.',
    }),
    callback: LocalTime.nullable().meta({ description: 'Promised.' }),
    callbackMovedFrom: LocalTime.nullable(),
    reason: z.string().nullable(),
    reasonText: z.string().nullable(),
    doneAt: Instant.nullable(),
  })
  .meta({ id: 'LeadInCampaign' });

export const LeadDetail = z
  .object({
    ...lead,
    personId: OutId,
    custom: z.record(z.string(), z.unknown()),
    consent: z.unknown(),
    campaigns: z.array(LeadInCampaign),
    attempts: z.array(Attempt),
    verdicts: z.array(Verdict),
    events: z.array(TimelineEvent),
    import: z.object({ id: OutId, fileName: z.string(), createdAt: Instant }).nullable(),
    timeline: z
      .array(TimelineLine)
      .meta({ description: 'All of it in order of time, as sentences; the newest 500 lines.' }),
  })
  .meta({ id: 'LeadDetail', description: 'One lead with everything that happened to it.' });
export type LeadDetail = z.infer<typeof LeadDetail>;

export const LeadQuery = PageQuery.extend({
  listId: Id.optional(),
  campaignId: Id.optional(),
  importId: Id.optional(),
  state: z.enum(CAMPAIGN_LEAD_STATES).optional().meta({ description: 'Within the campaign; needs campaignId.' }),
  disposition: z
    .string()
    .max(60)
    .optional()
    .meta({ description: 'How the last attempt of the campaign ended; needs campaignId.' }),
  reason: z
    .string()
    .max(60)
    .optional()
    .meta({ description: 'Why it waits or is blocked, such as outside-window; needs campaignId.' }),
  phone: z.string().max(40).optional().meta({ description: 'A telephone number in any form: exact matches only.' }),
  search: z
    .string()
    .max(200)
    .optional()
    .meta({ description: 'Beginning of a name, company, e-mail address or external id.' }),
});
