import { z } from 'zod';
import { AGENT_STATUSES, CALL_KINDS, CALL_STATES } from '../../domain/vocabulary.ts';
import { Id, OutId } from './id.ts';
import { Instant } from './time.ts';

export const LiveKitTokenRequest = z
  .strictObject({
    agentId: Id.optional().meta({ description: 'A new test session with this agent.' }),
    room: z.string().max(120).optional().meta({ description: 'Back into an open test session of your tenant.' }),
  })
  .refine(({ agentId, room }) => (agentId === undefined) !== (room === undefined), {
    message: 'say either agentId, for a new session, or room, to go back into one',
  })
  .meta({ id: 'LiveKitTokenRequest', example: { agentId: '01a1fd1c-fcd0-7f2b-bcb3-a6a9736d6338' } });

export const VoiceStatus = z
  .object({
    agentId: OutId,
    name: z.string(),
    status: z.enum(AGENT_STATUSES),
    ready: z.boolean().meta({ description: 'A session that is asked for now is expected to work.' }),
    activeSessions: z.number().int(),
    sessions: z
      .array(z.object({ callId: OutId, kind: z.enum(CALL_KINDS), state: z.enum(CALL_STATES), since: Instant }))
      .max(50)
      .meta({ description: 'The newest first.' }),
    workers: z.object({ count: z.number().int(), capacity: z.number().int(), active: z.number().int() }),
    problems: z
      .array(z.object({ code: z.string(), blocking: z.boolean(), message: z.string(), remedy: z.string() }))
      .meta({ description: 'Why a session is refused, or might be; empty when nothing is in the way.' }),
  })
  .meta({ id: 'VoiceStatus', description: 'Whether this agent can be talked to, and if not, why.' });
export type VoiceStatus = z.infer<typeof VoiceStatus>;

export const AgentActivity = z
  .object({
    items: z
      .array(
        z.object({
          agentId: OutId,
          activeCalls: z.number().int(),
          callsLastDay: z.number().int().meta({ description: 'In the last 24 hours.' }),
          lastCallAt: Instant,
        }),
      )
      .max(1000),
  })
  .meta({ id: 'AgentActivity', description: 'Agents with a call in the last 24 hours.' });
