import { z } from 'zod';
import { Instant, LocalTime } from './time.ts';

/** Leads that ring in the same zones, and when the rules let them be called. */
const Place = z.object({
  zones: z.array(z.string()).meta({ description: 'Every zone where these telephones may ring; empty: unknown.' }),
  states: z.array(z.string()).meta({ description: 'ISO 3166-2, such as US-FL.' }),
  leads: z.number().int(),
  local: LocalTime.nullable().meta({ description: 'The present there, in the strictest zone.' }),
  openNow: z.boolean(),
  changesAt: LocalTime.nullable().meta({
    description: 'When it opens, or closes, next; null when not in the next 24 hours.',
  }),
  halfHours: z.array(z.boolean()).meta({ description: 'The next 24 hours, half hour by half hour: may it ring?' }),
});

const Held = z.object({
  reason: z.string(),
  text: z.string().meta({ description: 'The reason in words.' }),
  leads: z.number().int(),
  remedy: z.string().nullable().meta({ description: 'What makes them callable; null where nothing lawful does.' }),
});

/** When, how fast and whom a campaign will dial, before it starts and while it runs. */
export const CampaignOutlook = z
  .object({
    at: Instant,
    demonstration: z.boolean(),
    leads: z.number().int().meta({ description: 'In the lists before the start; waiting afterwards.' }),
    callable: z.number().int(),
    openNow: z.number().int().meta({ description: 'Of the callable: leads that may ring at this moment.' }),
    screened: z.number().int().meta({ description: 'Leads the rules were asked about; of more, counts are scaled.' }),
    cannot: z.array(Held).meta({ description: 'Not at all, by reason.' }),
    later: z.array(Held).meta({ description: 'Not at this moment, by reason.' }),
    places: z.array(Place).meta({ description: 'Most leads first, at most 60.' }),
    nextOpen: LocalTime.nullable().meta({ description: 'When anybody may be called next; null: now, or never.' }),
    onceThroughSeconds: z
      .number()
      .nullable()
      .meta({ description: 'To dial every callable lead once at full pace, windows aside; null without leads.' }),
  })
  .meta({ id: 'CampaignOutlook' });
export type CampaignOutlook = z.infer<typeof CampaignOutlook>;

/** How attempts ended over time. */
export const CampaignTrend = z
  .object({
    bucketSeconds: z.number().int(),
    points: z.array(z.object({ at: Instant, dispositions: z.record(z.string(), z.number().int()) })),
  })
  .meta({ id: 'CampaignTrend', description: 'Ended attempts by disposition, in equal spans of time, oldest first.' });
export type CampaignTrend = z.infer<typeof CampaignTrend>;

/** Something that somebody should look at. */
const Attention = z.object({
  kind: z.enum(['campaign', 'import', 'trunk', 'call', 'service', 'ledger']),
  id: z.string(),
  text: z.string().meta({ description: 'One sentence: what, and what to do.' }),
  since: Instant.nullable(),
});

export const Overview = z
  .object({
    at: Instant,
    since: Instant.meta({ description: 'Beginning of today by the tenant’s zone, or of the last 24 hours.' }),
    demonstration: z.boolean(),
    today: z.object({
      attempts: z.number().int(),
      answered: z.number().int(),
      conversations: z.number().int().meta({ description: 'Answered by somebody who spoke.' }),
      talkMs: z.number().int(),
      optOuts: z.number().int(),
      blocked: z.number().int().meta({ description: 'Dials that the rules stopped.' }),
      deferred: z.number().int().meta({ description: 'Verdicts that put a call off.' }),
      medianFirstAudioMs: z.number().nullable(),
    }),
    groups: z.array(z.object({ at: Instant, dispositions: z.record(z.string(), z.number().int()) })),
    bucketSeconds: z.number().int(),
    liveCalls: z.number().int(),
    campaigns: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        status: z.string(),
        total: z.number().int(),
        done: z.number().int(),
        blocked: z.number().int(),
        waiting: z.number().int(),
        live: z.number().int(),
      }),
    ),
    attention: z.array(Attention),
  })
  .meta({ id: 'Overview', description: 'Today at a glance.' });
export type Overview = z.infer<typeof Overview>;

export const CampaignEvent = z
  .object({ id: z.string(), at: Instant, type: z.string(), text: z.string(), by: z.string().nullable() })
  .meta({ id: 'CampaignEvent', description: 'What happened to the campaign itself, not to its calls.' });
export type CampaignEvent = z.infer<typeof CampaignEvent>;
