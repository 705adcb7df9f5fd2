import type { TenantTx } from '../../../database/connect.ts';
import { addToOutbox } from '../../../database/engine/outbox.ts';
import { wakeCampaignEffect } from '../../../database/engine/campaign-effects.ts';
import { Trunk as TrunkEntity } from '../../../database/entities/trunk.ts';
import type { TrunkId } from '../../../domain/ids.ts';
import { answerThenDeliver } from '../../effects/answer-then-deliver.ts';
import { idParams } from '../../contract/id.ts';
import { Trunk, TrunkCreate, TrunkPage, TrunkQuery, TrunkUpdate } from '../../contract/telephony.ts';
import { requireVersion } from '../../http/etag.ts';
import { decodeCursor, pageFrom } from '../../http/pages.ts';
import { conflict, forbidden, notFound } from '../../http/problem.ts';
import { defineRoute } from '../../http/route.ts';
import { requireNobodyDials } from '../campaigns/what-runs.ts';

type TrunkRow = {
  id: string;
  tenant_id: string | null;
  name: string;
  carrier: Trunk['carrier'];
  livekit_trunk_id: string | null;
  calls_per_second: string;
  max_concurrent_calls: number;
  status: Trunk['status'];
  paused_reason: string | null;
  version: number;
  created_at: Date;
  live: number;
};

const SELECT = `select t.*, (select count(*)::int from leases l where l.trunk_id = t.id) as live from trunks t`;

export const listTrunks = defineRoute({
  id: 'listTrunks',
  method: 'get',
  path: '/api/v1/trunks',
  tag: 'Numbers and trunks',
  summary: 'List trunks: own ones and those of the installation',
  access: 'trunks:read',
  query: TrunkQuery,
  responses: { 200: { description: 'One page of trunks.', body: TrunkPage } },
  async handler({ tx, query }) {
    const cursor = decodeCursor(query.cursor, ['uuid']);
    const rows = await tx.query<TrunkRow>(
      `${SELECT} where ($1::uuid is null or t.id < $1) and ($3::text is null or position(lower($3) in lower(t.name)) > 0)
       order by t.id desc limit $2`,
      [cursor?.[0] ?? null, query.limit + 1, query.search ?? null],
    );
    return { status: 200, body: pageFrom(rows, query.limit, presentTrunk, (row) => [row.id]) };
  },
});

export const getTrunk = defineRoute({
  id: 'getTrunk',
  method: 'get',
  path: '/api/v1/trunks/:id',
  tag: 'Numbers and trunks',
  summary: 'One trunk',
  access: 'trunks:read',
  params: idParams(),
  responses: { 200: { description: 'The trunk.', body: Trunk } },
  async handler({ tx, params }) {
    const trunk = await findTrunk(tx, params.id);
    return { status: 200, body: trunk, version: trunk.version };
  },
});

export const postTrunk = defineRoute({
  id: 'createTrunk',
  method: 'post',
  path: '/api/v1/trunks',
  tag: 'Numbers and trunks',
  summary: 'Add a trunk',
  access: 'trunks:write',
  idempotent: true,
  body: TrunkCreate,
  responses: { 201: { description: 'The new trunk.', body: Trunk } },
  async handler({ tx, em, body }) {
    const row = em.create(TrunkEntity, {
      tenantId: tx.tenantId,
      name: body.name,
      carrier: body.carrier,
      livekitTrunkId: body.livekitTrunkId ?? null,
      ...(body.callsPerSecond === undefined ? {} : { callsPerSecond: body.callsPerSecond }),
      ...(body.maxConcurrentCalls === undefined ? {} : { maxConcurrentCalls: body.maxConcurrentCalls }),
    });
    await em.flush();
    const trunk = await findTrunk(tx, row.id);
    return { status: 201, body: trunk, version: trunk.version, headers: { location: `/api/v1/trunks/${trunk.id}` } };
  },
});

export const patchTrunk = defineRoute({
  id: 'updateTrunk',
  method: 'patch',
  path: '/api/v1/trunks/:id',
  tag: 'Numbers and trunks',
  summary: 'Change, pause or resume a trunk',
  description: 'A paused trunk dials nothing. One that was paused by a failure is resumed here once it is repaired.',
  access: 'trunks:write',
  conditional: true,
  params: idParams<TrunkId>(),
  body: TrunkUpdate,
  responses: { 200: { description: 'The trunk as it is now.', body: Trunk } },
  async handler({ tx, em, params, body, ifMatch }, deps) {
    const row = await em.findOne(TrunkEntity, { id: params.id });
    if (!row) throw notFound('trunk');
    if (row.tenantId === null) throw forbidden('This trunk belongs to the installation. Ask whoever runs it.');
    requireVersion(ifMatch, row.version);
    const wasPaused = row.status === 'paused';
    const wasAtLiveKit = (row.livekitTrunkId ?? null) !== null;
    if (body.name !== undefined) row.name = body.name;
    if (body.livekitTrunkId !== undefined) row.livekitTrunkId = body.livekitTrunkId;
    if (body.callsPerSecond !== undefined) row.callsPerSecond = body.callsPerSecond;
    if (body.maxConcurrentCalls !== undefined) row.maxConcurrentCalls = body.maxConcurrentCalls;
    if (body.status !== undefined) row.status = body.status;
    if (body.pausedReason !== undefined) row.pausedReason = body.pausedReason;
    if (row.status === 'active') row.pausedReason = null;
    await em.flush();
    const isCutOff = row.carrier === 'livekit-sip' && wasAtLiveKit && (row.livekitTrunkId ?? null) === null;
    if (isCutOff) await requireNobodyDials(tx, row.id, 'livekitTrunkId');
    const outbox = wasPaused && row.status === 'active' ? await wakeThoseWaiting(tx, row.id, deps.now()) : [];
    const trunk = await findTrunk(tx, params.id);
    return { status: 200, version: trunk.version, ...answerThenDeliver(deps, tx, outbox, trunk) };
  },
});

/** Campaigns that waited for the trunk to go on. */
async function wakeThoseWaiting(tx: TenantTx, trunkId: string, nowMs: number): Promise<string[]> {
  const waiting = await tx.query<{ id: string }>(
    `select id from campaigns where tenant_id = $1 and trunk_id = $2 and status = 'running'`,
    [tx.tenantId, trunkId],
  );
  const outbox: string[] = [];
  for (const { id } of waiting) outbox.push(await addToOutbox(tx, nowMs, wakeCampaignEffect(id)));
  return outbox;
}

export const deleteTrunk = defineRoute({
  id: 'deleteTrunk',
  method: 'delete',
  path: '/api/v1/trunks/:id',
  tag: 'Numbers and trunks',
  summary: 'Remove a trunk that nothing uses',
  access: 'trunks:write',
  conditional: true,
  params: idParams(),
  responses: { 204: { description: 'Removed.' } },
  async handler({ tx, params, ifMatch }) {
    const trunk = await findTrunk(tx, params.id);
    if (trunk.shared) throw forbidden('This trunk belongs to the installation. Ask whoever runs it.');
    requireVersion(ifMatch, trunk.version);
    const used = await tx.query(
      `select 1 from campaigns where tenant_id = $1 and trunk_id = $2
       union all select 1 from phone_numbers where tenant_id = $1 and trunk_id = $2
       union all select 1 from leases where trunk_id = $2 limit 1`,
      [tx.tenantId, params.id],
    );
    if (used.length > 0)
      throw conflict('trunk-in-use', 'Campaigns, numbers or calls use this trunk. Move them first, or pause it.');
    await tx.query('delete from trunks where id = $1', [params.id]);
    return { status: 204, body: undefined };
  },
});

async function findTrunk(tx: TenantTx, id: string): Promise<Trunk> {
  const [row] = await tx.query<TrunkRow>(`${SELECT} where t.id = $1`, [id]);
  if (!row) throw notFound('trunk');
  return presentTrunk(row);
}

function presentTrunk(row: TrunkRow): Trunk {
  return {
    id: row.id,
    name: row.name,
    carrier: row.carrier,
    livekitTrunkId: row.livekit_trunk_id,
    callsPerSecond: Number(row.calls_per_second),
    maxConcurrentCalls: row.max_concurrent_calls,
    shared: row.tenant_id === null,
    status: row.status,
    pausedReason: row.paused_reason,
    liveCalls: row.live,
    version: row.version,
    createdAt: row.created_at.toISOString(),
  };
}
