import { z } from 'zod';
import type { AgentId } from '../../../domain/ids.ts';
import type { CallKind, CallState } from '../../../domain/vocabulary.ts';
import { idOf } from '../../contract/id.ts';
import { AgentActivity, VoiceStatus } from '../../contract/voice.ts';
import { defineRoute } from '../../http/route.ts';
import { findAgent } from '../agents/agents.ts';
import { presentAgent } from '../agents/present-agent.ts';
import { checkService } from '../health/checks.ts';
import { problemsOf } from './session-problems.ts';

type SessionRow = { id: string; kind: CallKind; state: CallState; due_at: Date };

export const getVoiceStatus = defineRoute({
  id: 'getVoiceStatus',
  method: 'get',
  path: '/voice/status/:agentId',
  tag: 'Talking to agents',
  summary: 'Whether this agent can be talked to now, and if not, why',
  access: 'agents:read',
  params: z.object({ agentId: idOf<AgentId>() }),
  responses: { 200: { description: 'Its sessions, and what is in the way of another.', body: VoiceStatus } },
  async handler({ tx, em, params }, deps) {
    const agent = presentAgent(await findAgent(em, tx, params.agentId));
    const rows = await tx.query<SessionRow & { total: number }>(
      `select id, kind, state, due_at, count(*) over ()::int as total from calls
       where tenant_id = $1 and agent_id = $2 and state <> 'ended' order by id desc limit 50`,
      [tx.tenantId, params.agentId],
    );
    const keys = await tx.query<{ provider: string }>(
      'select provider from provider_credentials where tenant_id = $1 and (agent_id is null or agent_id = $2)',
      [tx.tenantId, params.agentId],
    );
    const sessions = rows.map(({ id, kind, state, due_at }) => ({
      callId: id,
      kind,
      state,
      since: due_at.toISOString(),
    }));
    const known = {
      agentId: agent.id,
      name: agent.name,
      status: agent.status,
      activeSessions: rows[0]?.total ?? 0,
      sessions,
    };
    const body = { ...known, ready: false, workers: { count: 0, capacity: 0, active: 0 }, problems: [] };
    return {
      status: 200,
      body,
      // The media server is asked outside the transaction: it may take seconds.
      afterCommit: async () => {
        const [workers] = await deps.database.outsideTenants<{ count: number; capacity: number; active: number }>(
          `select count(*)::int as count, coalesce(sum(capacity), 0)::int as capacity, coalesce(sum(active), 0)::int as active
           from voice_workers where heartbeat_at > now() - interval '15 seconds'`,
        );
        const crew = workers ?? { count: 0, capacity: 0, active: 0 };
        const problems = problemsOf({
          agent,
          livekit: (await checkService('livekit', deps)).state,
          workers: crew,
          keys: new Set(keys.map((row) => row.provider)),
          activeSessions: known.activeSessions,
        });
        return { ...known, ready: !problems.some((problem) => problem.blocking), workers: crew, problems };
      },
    };
  },
});

export const getAgentActivity = defineRoute({
  id: 'getAgentActivity',
  method: 'get',
  path: '/api/v1/agent-activity',
  tag: 'Agents',
  summary: 'How busy each agent is',
  access: 'agents:read',
  responses: {
    200: { description: 'One entry for each agent with a call in the last 24 hours.', body: AgentActivity },
  },
  async handler({ tx }, deps) {
    const rows = await tx.query<{ agent_id: string; active: number; calls: number; last: Date }>(
      `select agent_id, count(*) filter (where state <> 'ended')::int as active, count(*)::int as calls, max(due_at) as last
       from calls where tenant_id = $1 and id >= uuid_floor($2) group by agent_id order by agent_id limit 1000`,
      [tx.tenantId, new Date(deps.now() - 86_400_000)],
    );
    const items = rows.map((row) => ({
      agentId: row.agent_id,
      activeCalls: row.active,
      callsLastDay: row.calls,
      lastCallAt: row.last.toISOString(),
    }));
    return { status: 200, body: { items } };
  },
});
