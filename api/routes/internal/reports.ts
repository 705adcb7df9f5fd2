import { z } from 'zod';
import { addEvents } from '../../../database/engine/add-events.ts';
import { recordOptOutOfCall } from '../../../database/receipts/opt-out-of-call.ts';
import type { AttemptId } from '../../../domain/ids.ts';
import { SEAL } from '../../../keyring/keyring.ts';
import { Heartbeat, OptOutReport, TurnsReport } from '../../../voice-worker/contract.ts';
import { idOf } from '../../contract/id.ts';
import { defineOpenRoute } from '../../http/route.ts';
import { endCalls } from '../opt-outs/end-calls.ts';
import { tenantOfCall } from './tenant-of-call.ts';

const params = z.object({ attemptId: idOf<AttemptId>() });
const stored = { 204: { description: 'Stored.' } };

export const postTurns = defineOpenRoute({
  id: 'reportTurns',
  method: 'post',
  path: '/internal/calls/:attemptId/turns',
  tag: 'Internal',
  summary: 'What was said, as it is said',
  description: 'Deliveries repeat: the first of an index is kept.',
  access: 'worker',
  params,
  body: TurnsReport,
  responses: stored,
  async handler({ params: { attemptId }, body }, deps) {
    const tenantId = await tenantOfCall(deps.database, attemptId);
    await deps.database.inTenant(tenantId, async (tx) => {
      const turns = body.turns.map((turn) => ({ ...turn, sealed: deps.keyring.seal(turn.text, SEAL.transcript) }));
      const added = await tx.query<{ index: number }>(
        `insert into turns (tenant_id, call_id, index, speaker, text_enc, key_id, started_at, ended_at, interrupted, latency)
         select $1, $2, t.index, t.speaker, decode(t.text, 'base64'), t.key_id, t.started_at, t.ended_at, t.interrupted, t.latency
         from jsonb_to_recordset($3::jsonb) as t(index int, speaker text, text text, key_id text, started_at timestamptz,
           ended_at timestamptz, interrupted boolean, latency jsonb)
         on conflict do nothing returning index`,
        [
          tenantId,
          attemptId,
          JSON.stringify(
            turns.map(({ index, speaker, sealed, startedAt, endedAt, interrupted, latency }) => ({
              index,
              speaker,
              text: sealed.data.toString('base64'),
              key_id: sealed.keyId,
              started_at: startedAt,
              ended_at: endedAt,
              interrupted,
              latency,
            })),
          ),
        ],
      );
      if (added.length === 0) return;
      const [call] = await tx.query<{ campaign_id: string | null; lead_id: string | null }>(
        `update calls set turn_count = turn_count + $3 where tenant_id = $1 and id = $2 returning campaign_id, lead_id`,
        [tenantId, attemptId, added.length],
      );
      await addEvents(tx, deps.now(), [
        {
          type: 'call.turns',
          callId: attemptId,
          campaignId: call?.campaign_id ?? null,
          leadId: call?.lead_id ?? null,
          data: { indexes: added.map((turn) => turn.index) },
        },
      ]);
    });
    return { status: 204, body: undefined };
  },
});

export const postOptOut = defineOpenRoute({
  id: 'reportOptOut',
  method: 'post',
  path: '/internal/calls/:attemptId/opt-out',
  tag: 'Internal',
  summary: 'The callee does not want to be called again',
  description:
    'Answered only once the number is on the do-not-call list. Other live calls to it are hung up. Idempotent.',
  access: 'worker',
  params,
  body: OptOutReport,
  responses: stored,
  async handler({ params: { attemptId }, body }, deps) {
    const nowMs = deps.now();
    const tenantId = await tenantOfCall(deps.database, attemptId);
    const about = ABOUT[body.by ?? 'spoken'];
    const done = await recordOptOutOfCall(deps.database, tenantId, attemptId, about, nowMs);
    if (done?.enforced === false) {
      deps.log.warn({ err: done.failure, attemptId }, 'an opt-out is listed; its places are left to the proof');
    }
    // Not waited for: the agent confirms aloud as soon as the list has it. The reconciler delivers what fails.
    if (done) void endCalls(deps, tenantId, done);
    return { status: 204, body: undefined };
  },
});

const ABOUT = {
  spoken: { source: 'spoken', reason: 'Said during a call', createdBy: 'voice-worker' },
  'key-press': { source: 'key-press', reason: 'Pressed during a call', createdBy: 'voice-worker' },
} as const;

export const postHeartbeat = defineOpenRoute({
  id: 'reportHeartbeat',
  method: 'post',
  path: '/internal/voice-workers/:name/heartbeat',
  tag: 'Internal',
  summary: 'A voice worker is there, with so much room',
  description: 'Not heard of for 15 seconds, it does not count any more. While it is not ready it has no room.',
  access: 'worker',
  params: z.object({ name: z.string().min(1).max(200) }),
  body: Heartbeat,
  responses: stored,
  async handler({ params: { name }, body }, deps) {
    // A worker that drains carries its calls to their end and takes no more.
    const capacity = body.ready ? body.capacity : Math.min(body.active, body.capacity);
    const [beat] = await deps.database.outsideTenants<{ found_room: boolean }>(
      `with had_room as (
         select 1 from voice_workers
         where heartbeat_at > now() - interval '15 seconds' and least(ready, coalesce(warm, ready)) > 0)
       insert into voice_workers (name, capacity, active, ready, build_id, warm, refill_ms, heartbeat_at)
       values ($1, $2, $3, $4, $5, $6, $7, now())
       on conflict (name) do update set capacity = excluded.capacity, active = excluded.active, ready = excluded.ready,
         build_id = excluded.build_id, warm = excluded.warm, refill_ms = excluded.refill_ms,
         heartbeat_at = excluded.heartbeat_at
       returning least(ready, coalesce(warm, ready)) > 0 and not exists (select 1 from had_room) as found_room`,
      [
        name,
        bounded(capacity),
        bounded(body.active),
        bounded(capacity - body.active),
        body.buildId,
        body.warm === undefined ? null : body.ready ? bounded(body.warm) : 0,
        body.refillMs ?? null,
      ],
    );
    // Where another had room already, nobody waited for this one.
    if (beat?.found_room) deps.wakeUps.ask();
    return { status: 204, body: undefined };
  },
});

/** No worker carries more calls than this, whatever it says. */
function bounded(calls: number): number {
  return Math.min(Math.max(0, calls), 100_000);
}
