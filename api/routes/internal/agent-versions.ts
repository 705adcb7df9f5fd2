import { defineWorkerStream } from '../../http/route.ts';
import { openStream } from '../../sse/stream.ts';

export const streamAgentVersions = defineWorkerStream({
  id: 'streamAgentVersions',
  method: 'get',
  path: '/internal/agent-versions',
  tag: 'Internal',
  summary: 'Agents that changed, of every tenant, as they change',
  description:
    'Events `agent-version` { tenantId, agentId, version }. The stream ends when notices may have been lost: connect again and forget what is cached.',
  access: 'worker',
  responses: { 200: { description: 'Server-sent events.', contentType: 'text/event-stream' } },
  async handler({ request, response }, { agentVersions, stopping }) {
    let unsubscribe = () => {};
    const stream = await openStream(request, response, () => unsubscribe(), { stopping, longestMs: null });
    unsubscribe = agentVersions.subscribe((message) => {
      if (message.kind === 'version') stream.push({ name: 'agent-version', data: message.event });
      else stream.end();
    });
  },
});
