import { appendLedger } from '../../../database/ledger/append.ts';
import { endGrant } from '../../../database/dnc/end-grant.ts';
import { addEvents } from '../../../database/engine/add-events.ts';
import type { TenantId } from '../../../domain/ids.ts';
import { nameOf } from '../../auth/principal.ts';
import { RegistryGrant, RegistrySubscription, RegistrySubscriptions } from '../../contract/dnc.ts';
import { idParams } from '../../contract/id.ts';
import { conflict, invalid, notFound } from '../../http/problem.ts';
import { defineRoute } from '../../http/route.ts';
import type { TenantTx } from '../../../database/connect.ts';
import type { z } from 'zod';

type Row = {
  id: string;
  tenant_id: TenantId;
  list: string;
  list_id: string;
  list_tenant_id: string;
  areas: number[] | null;
  account: string;
  expires_at: Date | null;
  created_at: Date;
  accepted_at: Date | null;
  ended_at: Date | null;
};
const MOST = 1_000;

export const listRegistrySubscriptions = defineRoute({
  id: 'listRegistrySubscriptions',
  method: 'get',
  path: '/api/v1/dnc/subscriptions',
  tag: 'Do not call',
  summary: 'Your access to registries, and access to yours that you granted',
  access: 'dnc:read',
  responses: { 200: { description: 'The newest thousand.', body: RegistrySubscriptions } },
  async handler({ tx }) {
    const rows = await tx.query<Row>(`select * from dnc_subscriptions order by id desc limit ${MOST}`);
    return { status: 200, body: { items: rows.map((row) => present(row, tx)) } };
  },
});

export const grantRegistry = defineRoute({
  id: 'grantRegistry',
  method: 'post',
  path: '/api/v1/dnc/lists/:id/grants',
  tag: 'Do not call',
  summary: 'Let another tenant use one of your registries',
  description:
    'It counts once that tenant takes it up. Each tenant needs its own subscription with who keeps the list.',
  access: 'dnc:write',
  idempotent: true,
  params: idParams(),
  body: RegistryGrant,
  responses: { 201: { description: 'Offered.', body: RegistrySubscription } },
  async handler({ tx, params, body, principal }, deps) {
    const [own] = await tx.query('select 1 from dnc_lists where tenant_id = $1 and id = $2', [tx.tenantId, params.id]);
    if (!own) throw notFound('do-not-call list of yours');
    const by = nameOf(principal);
    const [made] = await tx.query<{ id: string | null }>('select grant_dnc_list($1, $2, $3, $4, $5, $6) as id', [
      ...[params.id, body.tenant, body.boughtAreas ?? null, body.account, body.expiresAt ?? null, by],
    ]);
    if (!made?.id) {
      const message = 'No other tenant has that name.';
      throw invalid([{ field: 'tenant', message, remedy: 'Send the slug of a tenant of this installation.' }]);
    }
    await addEvents(tx, deps.now(), [{ type: 'dnc.list-granted', data: { subscriptionId: made.id, by } }]);
    return { status: 201, body: present(await requireAccess(tx, made.id), tx) };
  },
});

export const acceptRegistry = defineRoute({
  id: 'acceptRegistry',
  method: 'post',
  path: '/api/v1/dnc/subscriptions/:id/accept',
  tag: 'Do not call',
  summary: 'Take up a registry that another tenant offered',
  access: 'dnc:write',
  params: idParams(),
  responses: { 200: { description: 'It is asked from now on.', body: RegistrySubscription } },
  async handler({ tx, params, principal }, deps) {
    const row = await requireAccess(tx, params.id);
    if (row.tenant_id !== tx.tenantId) throw notFound('offer to your tenant');
    if (row.ended_at) throw conflict('ended', 'The offer was taken back.');
    if (!row.accepted_at) {
      const [other] = await tx.query(
        `select 1 from dnc_subscriptions where tenant_id = $1 and list = $2 and accepted_at is not null
           and ended_at is null`,
        [tx.tenantId, row.list],
      );
      if (other) throw conflict('list-in-use', 'You use another copy of this list. End that access first.');
      const by = nameOf(principal);
      await tx.query(
        'update dnc_subscriptions set accepted_at = $3, accepted_by = $4 where tenant_id = $1 and id = $2',
        [tx.tenantId, params.id, new Date(deps.now()), by],
      );
      await addEvents(tx, deps.now(), [{ type: 'dnc.list-accepted', data: { list: row.list, by } }]);
      await noteAccess(tx, row, { what: 'access-begun', by, nowMs: deps.now() });
    }
    return { status: 200, body: present(await requireAccess(tx, params.id), tx) };
  },
});

export const endRegistrySubscription = defineRoute({
  id: 'endRegistrySubscription',
  method: 'delete',
  path: '/api/v1/dnc/subscriptions/:id',
  tag: 'Do not call',
  summary: 'End your access to a registry, or access that you granted',
  description: 'From then on the list is not held: calls that need it wait.',
  access: 'dnc:write',
  params: idParams(),
  responses: { 204: { description: 'Ended, or ended already.' } },
  async handler({ tx, params, principal }, deps) {
    const row = await requireAccess(tx, params.id);
    const by = nameOf(principal);
    if (row.ended_at) return { status: 204, body: undefined };
    if (row.tenant_id === tx.tenantId) {
      await tx.query(
        `update dnc_subscriptions set ended_at = $3, ended_by = $4
         where tenant_id = $1 and id = $2 and ended_at is null`,
        [tx.tenantId, params.id, new Date(deps.now()), by],
      );
      await noteAccess(tx, row, { what: 'access-ended', by, nowMs: deps.now() });
    } else {
      const { id, tenant_id: tenantId, list, list_id: listId } = row;
      const grant = { id, tenantId, list, listId, accepted: row.accepted_at !== null };
      await endGrant(tx, grant, { by, nowMs: deps.now() });
    }
    await addEvents(tx, deps.now(), [{ type: 'dnc.list-access-ended', data: { list: row.list, by } }]);
    return { status: 204, body: undefined };
  },
});

/** Which lists a tenant's calls are asked against is a decision of its own. */
async function noteAccess(
  tx: TenantTx,
  { list, list_id: listId, id }: Row,
  { what, by, nowMs }: { what: 'access-begun' | 'access-ended'; by: string; nowMs: number },
): Promise<void> {
  const body = { what, list, listId, subscriptionId: id };
  await appendLedger(tx, nowMs, [{ kind: 'list-activation', actor: by, body }]);
}

async function requireAccess(tx: TenantTx, id: string): Promise<Row> {
  const [row] = await tx.query<Row>('select * from dnc_subscriptions where id = $1', [id]);
  if (!row) throw notFound('access to a do-not-call list');
  return row;
}

function present(row: Row, tx: TenantTx): z.infer<typeof RegistrySubscription> {
  return {
    id: row.id,
    list: row.list,
    listId: row.list_id,
    own: row.list_tenant_id === tx.tenantId,
    mine: row.tenant_id === tx.tenantId,
    boughtAreas: row.areas,
    account: row.account,
    expiresAt: row.expires_at?.toISOString() ?? null,
    createdAt: row.created_at.toISOString(),
    acceptedAt: row.accepted_at?.toISOString() ?? null,
    endedAt: row.ended_at?.toISOString() ?? null,
  };
}
