import { z } from 'zod';
import { addEvents } from '../../../database/engine/add-events.ts';
import { promise } from '../../../domain/callback.ts';
import type { AttemptId } from '../../../domain/ids.ts';
import { wallAt } from '../../../domain/time.ts';
import { wallText } from '../../../domain/wall-clock.ts';
import { CallbackPromise, CallbackRequest } from '../../../voice-worker/contract.ts';
import { CallingWindow } from '../../contract/campaigns.ts';
import { idOf } from '../../contract/id.ts';
import { notFound, Problem } from '../../http/problem.ts';
import { defineOpenRoute } from '../../http/route.ts';
import { readLiveCall } from './call-row.ts';
import { placesOfCall } from './places-of-call.ts';
import { tenantOfCall } from './tenant-of-call.ts';

const MOVED = {
  'outside-window': 'we may not call at that time, so it is the next time we may',
  'in-the-past': 'that time is over',
  'clocks-skip-that-hour': 'the clocks skip that hour',
  'could-not-dial': 'we cannot call at that time',
};

export const postCallback = defineOpenRoute({
  id: 'reportCallback',
  method: 'post',
  path: '/internal/calls/:attemptId/callback',
  tag: 'Internal',
  summary: 'The callee asks to be called back at a time',
  description:
    'Answers with the time that can be promised, inside the window of the callee; moved and said when it is another. Times are on the tenant’s clock.',
  access: 'worker',
  params: z.object({ attemptId: idOf<AttemptId>() }),
  body: CallbackRequest,
  responses: { 200: { description: 'Promised.', body: CallbackPromise } },
  async handler({ params: { attemptId }, body }, deps) {
    const tenantId = await tenantOfCall(deps.database, attemptId);
    return deps.database.inTenant(tenantId, async (tx) => {
      const row = await readLiveCall(tx, attemptId);
      if (!row) throw notFound('live call');
      const places = placesOfCall(row, deps);
      const zone = body.zone ?? places?.zones[0];
      if (!places || zone === undefined)
        throw cannotPromise('I do not know your time zone, so I cannot promise a time.');
      if (!deps.zones.has(zone)) throw cannotPromise('I do not know that time zone.');
      const position = row.phone_position ?? 0;
      const window = CallingWindow.nullable().catch(null).parse(row.calling_window);
      const history = { attempts: [], phones: [{ position, places }], window };
      const now = deps.now() + Number(row.clock_offset_ms ?? 0);
      const promised = promise({ local: body.requestedLocal, zone }, history, position, now, deps.zones);
      if (!promised) throw cannotPromise('I cannot call at that time.');
      const at = new Date(promised.at).toISOString();
      const moved = promised.movedBecause === undefined ? null : MOVED[promised.movedBecause];
      await tx.query(
        `update calls set facts = facts || jsonb_build_object('callback', jsonb_build_object('at', $3::text, 'moved', $4::text))
         where tenant_id = $1 and id = $2`,
        [tenantId, attemptId, at, promised.movedBecause ?? null],
      );
      await addEvents(tx, deps.now(), [
        {
          type: 'lead.callback-promised',
          callId: attemptId,
          campaignId: row.campaign_id,
          leadId: row.lead_id,
          data: { at, zone, moved: promised.movedBecause ?? null },
        },
      ]);
      const local = wallText(wallAt(deps.zones, zone, promised.at)).slice(0, 16);
      return { status: 200, body: { at, local, zone, moved } } as const;
    });
  },
});

/** `detail` is spoken to the callee. */
function cannotPromise(words: string): Problem {
  return new Problem(422, 'cannot-promise', 'The time cannot be promised', words, {
    errors: [{ field: 'requestedLocal', message: 'It cannot be promised.', remedy: 'Ask for another time.' }],
  });
}
