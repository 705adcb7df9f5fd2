import { z } from 'zod';
import type { AgentId } from '../../../domain/ids.ts';
import { TestSession } from '../../contract/agents.ts';
import { idOf } from '../../contract/id.ts';
import { LiveKitTokenRequest } from '../../contract/voice.ts';
import { invalid, notFound } from '../../http/problem.ts';
import { defineRoute } from '../../http/route.ts';
import { openTestSession, requireLiveKit, testerToken } from '../agents/open-test-session.ts';
import { testCallOfRoom } from '../agents/test-call.ts';

export const postVoiceToken = defineRoute({
  id: 'createVoiceToken',
  method: 'post',
  path: '/voice/token/:agentId',
  tag: 'Talking to agents',
  summary: 'A token to talk to this agent from a browser',
  description: 'The same as `POST /api/v1/agents/{id}/test-session`, where existing clients look for it.',
  access: 'agents:test',
  params: z.object({ agentId: idOf<AgentId>() }),
  idempotent: true,
  responses: { 201: { description: 'Where to join.', body: TestSession } },
  handler: (context, deps) => openTestSession(context, context.params.agentId, deps),
});

export const postLiveKitToken = defineRoute({
  id: 'createLiveKitToken',
  method: 'post',
  path: '/livekit/token',
  tag: 'Talking to agents',
  summary: 'A token for a test session: a new one, or an open one of this tenant',
  description: 'Never for the room of a telephone call: nobody joins one unannounced.',
  access: 'agents:test',
  body: LiveKitTokenRequest,
  idempotent: true,
  responses: { 201: { description: 'Where to join.', body: TestSession } },
  async handler(context, deps) {
    const { tx, body } = context;
    if (body.agentId !== undefined) return openTestSession(context, body.agentId as AgentId, deps);
    const session = testCallOfRoom(body.room ?? '');
    if (!session)
      throw invalid([
        {
          field: 'room',
          message: 'It is not the room of a test session.',
          remedy: 'Send the room of an open test session.',
        },
      ]);
    const [open] = await tx.query<{ id: string; room: string }>(
      `select id, room from calls where tenant_id = $1 and id = $2 and room = $3 and kind = 'test' and state <> 'ended'`,
      [tx.tenantId, session.callId, body.room],
    );
    if (!open) throw notFound('open test session');
    return {
      status: 201,
      body: await testerToken(requireLiveKit(deps), { callId: open.id, room: open.room }, deps.now()),
    };
  },
});
