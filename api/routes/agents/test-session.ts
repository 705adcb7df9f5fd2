import { AccessToken, RoomServiceClient } from 'livekit-server-sdk';
import { RoomAgentDispatch } from '@livekit/protocol';
import { addEvents } from '../../../database/engine/add-events.ts';
import { uuidv7 } from '../../../database/engine/uuidv7.ts';
import type { AgentId, TenantId } from '../../../domain/ids.ts';
import { type CallMetadata, TESTER_PREFIX } from '../../../voice-worker/contract.ts';
import { nameOf } from '../../auth/principal.ts';
import { TestSession } from '../../contract/agents.ts';
import { idParams } from '../../contract/id.ts';
import type { ApiConfig } from '../../config.ts';
import { conflict, unavailable } from '../../http/problem.ts';
import { defineRoute } from '../../http/route.ts';
import { findAgent } from './agents.ts';
import { testRoom } from './test-call.ts';

const TOKEN_SECONDS = 600;
/** A tester who does not come, or leaves, frees the agent. */
const EMPTY_SECONDS = 60;
const DEPARTURE_SECONDS = 10;

type LiveKit = NonNullable<ApiConfig['livekit']>;

export const postTestSession = defineRoute({
  id: 'createTestSession',
  method: 'post',
  path: '/api/v1/agents/:id/test-session',
  tag: 'Agents',
  summary: 'Talk to the agent from a browser',
  description: 'Makes a room in which the agent waits, and a token for one tester. Nobody’s phone rings.',
  access: 'agents:test',
  idempotent: true,
  params: idParams<AgentId>(),
  responses: { 201: { description: 'Where to join.', body: TestSession } },
  async handler({ tx, em, params, principal }, deps) {
    const agent = await findAgent(em, tx, params.id);
    if (agent.status === 'archived')
      throw conflict('archived', 'An archived agent takes no calls. Set its status back first.');
    const { livekit } = deps.config;
    if (!livekit)
      throw unavailable(
        'livekit',
        'No media server is configured: set LIVEKIT_URL, LIVEKIT_API_KEY and LIVEKIT_API_SECRET.',
      );
    const now = deps.now();
    const callId = uuidv7(now);
    const room = testRoom(tx.tenantId, callId);
    await tx.query(
      `insert into calls (tenant_id, id, kind, direction, agent_id, agent_version, state, due_at, room)
       values ($1, $2, 'test', 'inbound', $3, $4, 'planned', $5, $6)`,
      [tx.tenantId, callId, agent.id, agent.version, new Date(now), room],
    );
    await addEvents(tx, now, [
      { type: 'call.planned', callId, agentId: agent.id, data: { kind: 'test', by: nameOf(principal) } },
    ]);
    const identity = `${TESTER_PREFIX}${callId}`;
    const token = new AccessToken(livekit.apiKey, livekit.apiSecret, { identity, ttl: TOKEN_SECONDS });
    token.addGrant({ room, roomJoin: true, canPublish: true, canSubscribe: true, canPublishData: true });
    const body = {
      callId,
      room,
      url: livekit.publicUrl,
      token: await token.toJwt(),
      identity,
      expiresAt: new Date(now + TOKEN_SECONDS * 1000).toISOString(),
    };
    return {
      status: 201,
      body,
      // The agent asks for the call as soon as it is dispatched, so the call must be committed before the room is made.
      afterCommit: async () => {
        await openRoom(livekit, room, { tenantId: tx.tenantId, agentId: agent.id, callId });
        return body;
      },
    };
  },
});

async function openRoom(
  livekit: LiveKit,
  room: string,
  of: { tenantId: TenantId; agentId: AgentId; callId: string },
): Promise<void> {
  const metadata: CallMetadata = {
    tenant_id: of.tenantId,
    agent_id: of.agentId,
    attempt_id: of.callId,
    call_type: 'test',
  };
  const rooms = new RoomServiceClient(livekit.url, livekit.apiKey, livekit.apiSecret, { requestTimeout: 5 });
  try {
    await rooms.createRoom({
      name: room,
      metadata: JSON.stringify(metadata),
      emptyTimeout: EMPTY_SECONDS,
      departureTimeout: DEPARTURE_SECONDS,
      maxParticipants: 3,
      agents: [new RoomAgentDispatch({ agentName: livekit.agentName, metadata: JSON.stringify(metadata) })],
    });
  } catch {
    throw unavailable('livekit', 'The media server did not make the room. Check GET /health/livekit and try again.');
  }
}
