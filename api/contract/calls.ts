import { z } from 'zod';
import { CALL_KINDS, CALL_STATES, SPEAKERS } from '../../domain/vocabulary.ts';
import { Id, OutId } from './id.ts';
import { PageQuery, pageOf } from './page.ts';
import { Instant, LocalTime } from './time.ts';
import { Attempt, TimelineEvent, TimelineLine, Verdict } from './timeline.ts';

const call = {
  id: OutId,
  kind: z.enum(CALL_KINDS),
  direction: z.enum(['inbound', 'outbound']),
  agentId: OutId,
  agentName: z.string().nullable(),
  campaignId: OutId.nullable(),
  campaignName: z.string().nullable(),
  leadId: OutId.nullable(),
  leadName: z.string().nullable(),
  number: z.string().nullable().meta({ description: 'Masked for those who may not see it.' }),
  state: z.enum(CALL_STATES),
  disposition: z.string().nullable(),
  dispositionLabel: z.string().nullable(),
  endReason: z.string().nullable(),
  dueAt: Instant,
  answeredAt: Instant.nullable(),
  endedAt: Instant.nullable(),
  local: LocalTime.nullable().meta({
    description: 'When it was answered, else ended, else planned, by the clock of the likeliest place of the callee.',
  }),
  talkMs: z.number().int().nullable(),
  firstAudioMs: z.number().int().nullable().meta({ description: 'Answer to first agent audio, milliseconds.' }),
  turnCount: z.number().int(),
};

export const CallSummary = z.object(call).meta({ id: 'CallSummary' });
export type CallSummary = z.infer<typeof CallSummary>;
export const CallPage = pageOf('CallPage', CallSummary);

export const TranscriptTurn = z
  .object({
    index: z.number().int(),
    speaker: z.enum(SPEAKERS),
    text: z.string(),
    startedAt: Instant,
    endedAt: Instant.nullable(),
    interrupted: z.boolean(),
    latency: z.unknown().meta({ description: 'Milliseconds: { sttMs, endOfTurnMs, llmTtftMs, ttsTtfbMs, totalMs }.' }),
  })
  .meta({ id: 'TranscriptTurn' });

export const CallDetail = z
  .object({
    ...call,
    agentVersion: z.number().int().nullable(),
    room: z.string().nullable(),
    endError: z.string().nullable(),
    whyItEnded: z.string().meta({ description: 'One sentence.' }),
    answeredLocal: LocalTime.nullable(),
    transcript: z.object({
      visible: z.boolean().meta({ description: 'False: the role may not read it.' }),
      turns: z.array(TranscriptTurn),
    }),
    latency: z
      .object({ turns: z.number().int(), medianMs: z.number().nullable(), p95Ms: z.number().nullable() })
      .meta({ description: 'End of the callee’s speech to first agent audio, over the turns.' }),
    attempt: Attempt.nullable(),
    verdicts: z.array(Verdict),
    events: z.array(TimelineEvent),
    timeline: z.array(TimelineLine),
    temporal: z
      .object({ workflowId: z.string(), url: z.string().nullable(), expires: z.string() })
      .nullable()
      .meta({ description: 'Where engineers look further. The timeline here stays; Temporal’s history expires.' }),
  })
  .meta({ id: 'CallDetail' });
export type CallDetail = z.infer<typeof CallDetail>;

export const CallQuery = PageQuery.extend({
  campaignId: Id.optional(),
  agentId: Id.optional(),
  leadId: Id.optional(),
  kind: z.enum(CALL_KINDS).optional(),
  state: z.enum(CALL_STATES).optional(),
  disposition: z.string().max(60).optional(),
  direction: z.enum(['inbound', 'outbound']).optional(),
  from: Instant.optional().meta({ description: 'Planned at or after.' }),
  to: Instant.optional().meta({ description: 'Planned before.' }),
  phone: z.string().max(40).optional().meta({ description: 'A telephone number in any form: exact matches only.' }),
});
