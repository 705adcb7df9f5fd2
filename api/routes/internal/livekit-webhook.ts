import type { Request } from 'express';
import { WebhookReceiver } from 'livekit-server-sdk';
import { addEvents } from '../../../database/engine/add-events.ts';
import { callOfRoom } from '../../../workflows/contract.ts';
import { Problem, unauthenticated } from '../../http/problem.ts';
import { defineOpenRoute } from '../../http/route.ts';
import { endTestCall, testCallOfRoom } from '../agents/test-call.ts';

const MOST_BYTES = 256 * 1024;

export const postLiveKitWebhook = defineOpenRoute({
  id: 'receiveLiveKitWebhook',
  method: 'post',
  path: '/internal/livekit-webhook',
  tag: 'Internal',
  summary: 'LiveKit says what happens in its rooms',
  description:
    'Signed by LiveKit’s API secret. Hints only: they come late, twice or out of order, so no call depends on one. A test session ends with its room.',
  access: 'public',
  rawBody: true,
  responses: { 204: { description: 'Heard.' } },
  async handler({ request }, deps) {
    const { livekit } = deps.config;
    if (!livekit) throw unauthenticated('No LiveKit server is configured here.');
    const body = await readText(request);
    const receiver = new WebhookReceiver(livekit.apiKey, livekit.apiSecret);
    const heard = await receiver.receive(body, request.get('authorization')).catch(() => {
      throw unauthenticated(
        'The signature is not LiveKit’s: LIVEKIT_API_KEY and LIVEKIT_API_SECRET must be those of the server.',
      );
    });
    const room = heard.room?.name ?? '';
    if (heard.event === 'room_finished') {
      const test = testCallOfRoom(room);
      if (test) await endTestCall(deps.database, test, deps.now());
      const call = callOfRoom(room);
      if (call) {
        await deps.database.inTenant(call.tenantId, async (tx) => {
          const [known] = await tx.query<{ campaign_id: string | null; lead_id: string | null }>(
            'select campaign_id, lead_id from calls where tenant_id = $1 and id = $2',
            [call.tenantId, call.attemptId],
          );
          if (!known) return;
          const about = { callId: call.attemptId, campaignId: known.campaign_id, leadId: known.lead_id };
          await addEvents(tx, deps.now(), [{ type: 'call.room-closed', ...about }]);
        });
      }
    }
    return { status: 204, body: undefined };
  },
});

async function readText(request: Request): Promise<string> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of request) {
    const bytes = Buffer.from(piece);
    size += bytes.length;
    if (size > MOST_BYTES)
      throw new Problem(413, 'too-large', 'The body is too large', 'A webhook has at most 256 KB.');
    pieces.push(bytes);
  }
  return Buffer.concat(pieces).toString('utf8');
}
