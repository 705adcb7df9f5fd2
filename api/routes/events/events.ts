import { z } from 'zod';
import { idParams } from '../../contract/id.ts';
import { defineStream } from '../../http/route.ts';
import { streamEvents } from '../../sse/tenant-events.ts';
import { readCampaign } from '../campaigns/campaign-row.ts';

const EventQuery = z.object({
  lastEventId: z.string().max(100).optional().meta({ description: 'Instead of the header Last-Event-ID.' }),
});
const responses = {
  200: {
    description:
      'Server-sent events. The first, `ready`, carries the present place as its id; each event’s name is its type, its data a TimelineEvent. Reconnect with Last-Event-ID to get what was missed: `resumed` says whether that was possible. It is false after a restore, a load of a dump or a failover; read anew what you keep then. Comments come every 15 seconds; the stream ends after 15 minutes.',
    contentType: 'text/event-stream',
  },
};

export const streamTenantEvents = defineStream({
  id: 'streamEvents',
  method: 'get',
  path: '/api/v1/events',
  tag: 'Events',
  summary: 'Everything that happens in the tenant, as it happens',
  access: 'events:read',
  query: EventQuery,
  responses,
  handler: ({ principal, request, response }, deps) => streamEvents({ request, response, principal }, deps, () => true),
});

export const streamCampaignEvents = defineStream({
  id: 'streamCampaignEvents',
  method: 'get',
  path: '/api/v1/campaigns/:id/events',
  tag: 'Events',
  summary: 'Everything that happens in one campaign, as it happens',
  access: 'events:read',
  params: idParams(),
  query: EventQuery,
  responses,
  async handler({ principal, params, request, response }, deps) {
    await deps.database.inTenant(principal.tenantId, (tx) => readCampaign(tx, params.id));
    const wanted = (event: { campaignId: string | null }) => event.campaignId === params.id;
    await streamEvents({ request, response, principal }, deps, wanted);
  },
});
