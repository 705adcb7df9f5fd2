import { z } from 'zod';
import { CAMPAIGN_LEAD_STATES } from '../../domain/vocabulary.ts';
import { ComplianceVerdict } from './compliance.ts';
import { Id, OutId } from './id.ts';
import { LocalTime } from './time.ts';

export const WhyQuery = z.object({
  campaignId: Id.optional().meta({ description: 'In this campaign alone; left out: in each that has the lead.' }),
});

/** May the lead be called in one campaign, and what speaks against it. */
const WhyInCampaign = z.object({
  campaignId: OutId.nullable().meta({ description: 'Null: the lead is in no campaign; asked as for a sales call.' }),
  campaignName: z.string().nullable(),
  state: z.enum(CAMPAIGN_LEAD_STATES).nullable(),
  answer: z.string().meta({
    description: 'One sentence: whether it may be called now, else why not, and when next.',
    example:
      'Not now: outside the calling window where the number may ring. Next on 2026-11-24 08:00 America/New_York.',
  }),
  because: z
    .array(z.object({ rule: z.string(), text: z.string() }))
    .meta({ description: 'Each finding that speaks against it, with its rule, law and evidence.' }),
  next: LocalTime.nullable(),
  phone: z.number().int().nullable().meta({ description: 'Position of the phone that the answer is about.' }),
  verdict: ComplianceVerdict.nullable(),
});

export const LeadWhy = z
  .object({ leadId: OutId, campaigns: z.array(WhyInCampaign) })
  .meta({ id: 'LeadWhy', description: 'Why a lead is not called now, and when next, in words.' });
export type LeadWhy = z.infer<typeof LeadWhy>;
