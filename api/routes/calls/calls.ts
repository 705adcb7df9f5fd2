import type { TenantTx } from '../../../database/connect.ts';
import { appendLedger } from '../../../database/ledger/append.ts';
import { nameOf } from '../../auth/principal.ts';
import { idParams } from '../../contract/id.ts';
import { CallDetail, CallPage, CallQuery } from '../../contract/calls.ts';
import { decodeCursor, pageFrom } from '../../http/pages.ts';
import { notFound } from '../../http/problem.ts';
import { defineRoute } from '../../http/route.ts';
import { temporalLink } from '../../http/temporal-link.ts';
import { workflowIds } from '../../../workflows/contract.ts';
import { numberLookedUp } from '../ledger/look-up.ts';
import { readAttempts } from '../timeline/attempts.ts';
import { readEvents } from '../timeline/events.ts';
import { localOf, tell } from '../timeline/lines.ts';
import { readVerdicts } from '../timeline/verdicts.ts';
import { type CallRow, presentCall, SELECT_CALLS, tellingOf, whyItEnded } from './call-row.ts';
import { readTranscript } from './transcript.ts';

export const listCalls = defineRoute({
  id: 'listCalls',
  method: 'get',
  path: '/api/v1/calls',
  tag: 'Calls',
  summary: 'Find calls, newest first',
  access: 'calls:read',
  query: CallQuery,
  responses: { 200: { description: 'One page of calls.', body: CallPage } },
  async handler({ tx, query, principal }, deps) {
    const cursor = decodeCursor(query.cursor, ['uuid']);
    const hmac = await numberLookedUp(tx, deps, { query, what: 'calls-by-number', principal });
    const rows = await tx.query<CallRow>(
      `${SELECT_CALLS}
       where c.tenant_id = $1 and ($2::uuid is null or c.id < $2) and ($3::uuid is null or c.campaign_id = $3)
         and ($4::uuid is null or c.agent_id = $4) and ($5::uuid is null or c.lead_id = $5)
         and ($6::text is null or c.kind = $6) and ($7::text is null or c.state = $7)
         and ($8::text is null or c.disposition = $8) and ($9::text is null or c.direction = $9)
         and ($10::timestamptz is null or c.due_at >= $10) and ($11::timestamptz is null or c.due_at < $11)
         and ($12::bytea is null or c.number_hmac = $12)
       order by c.id desc limit $13`,
      [
        tx.tenantId,
        cursor?.[0] ?? null,
        query.campaignId ?? null,
        query.agentId ?? null,
        query.leadId ?? null,
        query.kind ?? null,
        query.state ?? null,
        query.disposition ?? null,
        query.direction ?? null,
        query.from ?? null,
        query.to ?? null,
        hmac,
        query.limit + 1,
      ],
    );
    return {
      status: 200,
      body: pageFrom(
        rows,
        query.limit,
        (row) => presentCall(row, principal, deps),
        (row) => [row.id],
      ),
    };
  },
});

/** Who read what was said is on record, like the call itself. */
async function noteReading(tx: TenantTx, row: CallRow, actor: string, nowMs: number): Promise<void> {
  await appendLedger(tx, nowMs, [
    {
      kind: 'look-up',
      campaignId: row.campaign_id,
      leadId: row.lead_id,
      attemptId: row.id,
      actor,
      body: { what: 'transcript' },
    },
  ]);
}

export const getCall = defineRoute({
  id: 'getCall',
  method: 'get',
  path: '/api/v1/calls/:id',
  tag: 'Calls',
  summary: 'One call: what happened, what was said, why it ended',
  access: 'calls:read',
  params: idParams(),
  responses: { 200: { description: 'The call.', body: CallDetail } },
  async handler({ tx, params, principal }, deps) {
    const [row] = await tx.query<CallRow>(`${SELECT_CALLS} where c.tenant_id = $1 and c.id = $2`, [
      tx.tenantId,
      params.id,
    ]);
    if (!row) throw notFound('call');
    const [attempt = null] = await readAttempts(tx, { callId: row.id }, 1);
    const verdicts = row.lead_id === null ? [] : await readVerdicts(tx, { leadId: row.lead_id, attemptId: row.id }, 50);
    const events = await readEvents(tx, { callId: row.id }, 500);
    const telling = tellingOf(row, deps);
    const { transcript, latency } = await readTranscript(tx, row.id, principal, deps.keyring);
    if (transcript.turns.length > 0) await noteReading(tx, row, nameOf(principal), deps.now());
    const workflowId = workflowIds.call(row.id);
    return {
      status: 200,
      body: {
        ...presentCall(row, principal, deps),
        agentVersion: row.agent_version,
        room: row.room,
        endError: row.end_error,
        whyItEnded: whyItEnded(row),
        answeredLocal: localOf(row.answered_at?.toISOString() ?? null, telling),
        transcript,
        latency,
        attempt,
        verdicts,
        events,
        timeline: tell({ attempts: attempt ? [attempt] : [], verdicts, events }, telling),
        temporal:
          row.kind === 'test'
            ? null
            : {
                workflowId,
                url: temporalLink(deps.config.temporal, workflowId),
                expires: 'Temporal forgets a closed workflow after its retention; this timeline stays.',
              },
      },
    };
  },
});
