import type { AgentId } from '../../../domain/ids.ts';
import { TestSession } from '../../contract/agents.ts';
import { idParams } from '../../contract/id.ts';
import { defineRoute } from '../../http/route.ts';
import { openTestSession } from './open-test-session.ts';

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
  handler: (context, deps) => openTestSession(context, context.params.id, deps),
});
