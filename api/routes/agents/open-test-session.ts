import { AccessToken, RoomServiceClient } from 'livekit-server-sdk';
import { RoomAgentDispatch } from '@livekit/protocol';
import { addEvents } from '../../../database/engine/add-events.ts';
import { uuidv7 } from '../../../database/engine/uuidv7.ts';
import type { AgentId, TenantId } from '../../../domain/ids.ts';
import { type CallMetadata, TESTER_PREFIX } from '../../../voice-worker/contract.ts';
import { nameOf } from '../../auth/principal.ts';
import type { TestSession } from '../../contract/agents.ts';
import type { ApiConfig } from '../../config.ts';
import type { ApiDependencies } from '../../dependencies.ts';
import { conflict, unavailable } from '../../http/problem.ts';
import type { TenantScope } from '../../http/route.ts';
import { findAgent } from './agents.ts';
import { testRoom } from './test-call.ts';

const TOKEN_SECONDS = 600;
/** A tester who does not come, or leaves, frees the agent. */
const EMPTY_SECONDS = 60;
const DEPARTURE_SECONDS = 10;

type LiveKit = NonNullable<ApiConfig['livekit']>;

/** @throws Problem 503 where no media server is configured */
export function requireLiveKit({ config: { livekit } }: Pick<ApiDependencies, 'config'>): LiveKit {
  if (livekit) return livekit;
  throw unavailable(
    'livekit',
    'No media server is configured: set LIVEKIT_URL, LIVEKIT_API_KEY and LIVEKIT_API_SECRET.',
  );
}

/** A test session with an agent, as a reply: the room is made once the call is committed. */
export async function openTestSession(
  { tx, em, principal }: TenantScope,
  agentId: AgentId,
  deps: ApiDependencies,
): Promise<{ status: 201; body: TestSession; afterCommit: () => Promise<TestSession> }> {
  const agent = await findAgent(em, tx, agentId);
  if (agent.status === 'archived')
    throw conflict('archived', 'An archived agent takes no calls. Set its status back first.');
  const livekit = requireLiveKit(deps);
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
  const body = await testerToken(livekit, { callId, room }, now);
  return {
    status: 201,
    body,
    // The agent asks for the call as soon as it is dispatched, so the call must be committed before the room is made.
    afterCommit: async () => {
      await openRoom(livekit, room, { tenantId: tx.tenantId, agentId: agent.id, callId });
      return body;
    },
  };
}

/** A token for the one tester of a test session. */
export async function testerToken(
  livekit: LiveKit,
  { callId, room }: { callId: string; room: string },
  now: number,
): Promise<TestSession> {
  const identity = `${TESTER_PREFIX}${callId}`;
  const token = new AccessToken(livekit.apiKey, livekit.apiSecret, { identity, ttl: TOKEN_SECONDS });
  token.addGrant({ room, roomJoin: true, canPublish: true, canSubscribe: true, canPublishData: true });
  return {
    callId,
    room,
    url: livekit.publicUrl,
    token: await token.toJwt(),
    identity,
    expiresAt: new Date(now + TOKEN_SECONDS * 1000).toISOString(),
  };
}

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
