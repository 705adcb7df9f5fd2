import { z } from 'zod';
import { ATTEMPT_STATES, SCREEN_PHASES, SCREEN_RESULTS } from '../../domain/vocabulary.ts';
import { OutId } from './id.ts';
import { Instant, LocalTime } from './time.ts';

/** One attempt: one dial of one number, or why there was none. */
export const Attempt = z
  .object({
    id: OutId,
    campaignId: OutId.nullable(),
    agentId: OutId,
    trunkId: OutId,
    carrier: z.string(),
    phonePosition: z.number().int(),
    attemptNumber: z.number().int(),
    state: z.enum(ATTEMPT_STATES),
    disposition: z.string().nullable(),
    dispositionLabel: z.string().nullable(),
    reason: z.string().nullable(),
    dueAt: Instant,
    intendedAt: Instant,
    dialStartedAt: Instant.nullable(),
    answeredAt: Instant.nullable(),
    endedAt: Instant.nullable(),
    fencedAt: Instant.nullable(),
    sipStatus: z.number().int().nullable(),
    ringMs: z.number().int().nullable(),
    talkMs: z.number().int().nullable(),
    firstAudioMs: z.number().int().nullable(),
  })
  .meta({ id: 'Attempt' });
export type Attempt = z.infer<typeof Attempt>;

/** One decision of the rules, with every finding. */
export const Verdict = z
  .object({
    id: OutId,
    at: Instant,
    phase: z.enum(SCREEN_PHASES),
    campaignId: OutId.nullable(),
    attemptId: OutId.nullable(),
    result: z.enum(SCREEN_RESULTS),
    reason: z.string().nullable(),
    reasonText: z.string().nullable(),
    nextCallableAt: Instant.nullable(),
    findings: z
      .array(z.unknown())
      .meta({ description: 'Each rule’s result with its title, citation and the facts it used.' }),
    rulesVersion: z.string(),
    dataVersions: z.unknown(),
  })
  .meta({ id: 'Verdict' });
export type Verdict = z.infer<typeof Verdict>;

export const TimelineEvent = z
  .object({
    id: OutId,
    at: Instant,
    type: z.string().meta({ example: 'call.ended' }),
    campaignId: OutId.nullable(),
    leadId: OutId.nullable(),
    callId: OutId.nullable(),
    importId: OutId.nullable(),
    agentId: OutId.nullable(),
    data: z.unknown(),
  })
  .meta({ id: 'TimelineEvent', description: 'What happened. Never holds personal data.' });
export type TimelineEvent = z.infer<typeof TimelineEvent>;

/** One line of a timeline, whatever it came from, in order of time. */
export const TimelineLine = z
  .object({
    at: Instant,
    kind: z.enum(['attempt', 'verdict', 'event', 'import']),
    id: OutId,
    text: z.string().meta({ description: 'One sentence for people.' }),
    local: LocalTime.nullable().meta({ description: 'The same moment where the lead is.' }),
  })
  .meta({ id: 'TimelineLine' });
export type TimelineLine = z.infer<typeof TimelineLine>;
