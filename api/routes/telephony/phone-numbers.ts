import type { EntityManager } from '@mikro-orm/postgresql';
import { LockMode } from '@mikro-orm/postgresql';
import type { TenantTx } from '../../../database/connect.ts';
import { Agent } from '../../../database/entities/agent.ts';
import { PhoneNumber as NumberEntity } from '../../../database/entities/phone-number.ts';
import { Trunk } from '../../../database/entities/trunk.ts';
import { Tenant } from '../../../database/entities/tenant.ts';
import type { AgentId, TrunkId } from '../../../domain/ids.ts';
import { idParams } from '../../contract/id.ts';
import type { ProblemField } from '../../contract/problem.ts';
import {
  AssignAgent,
  NumberQuery,
  PhoneNumber,
  PhoneNumberCreate,
  PhoneNumberPage,
  PhoneNumberUpdate,
} from '../../contract/telephony.ts';
import { requireVersion } from '../../http/etag.ts';
import { decodeCursor, pageFrom } from '../../http/pages.ts';
import { requirePhone } from '../../http/phone-input.ts';
import { conflict, invalid, notFound } from '../../http/problem.ts';
import { defineRoute } from '../../http/route.ts';
import { requireOtherNumbers } from '../campaigns/what-runs.ts';

export const listNumbers = defineRoute({
  id: 'listPhoneNumbers',
  method: 'get',
  path: '/api/v1/phone-numbers',
  tag: 'Numbers and trunks',
  summary: 'List own phone numbers',
  access: 'phone-numbers:read',
  query: NumberQuery,
  responses: { 200: { description: 'One page of numbers.', body: PhoneNumberPage } },
  async handler({ tx, em, query }) {
    const cursor = decodeCursor(query.cursor, ['uuid']);
    const where = {
      tenantId: tx.tenantId,
      ...(cursor ? { id: { $lt: cursor[0] } } : {}),
      ...(query.status ? { status: query.status } : {}),
    };
    const rows = await em.find(NumberEntity, where, { orderBy: { id: 'desc' }, limit: query.limit + 1 });
    return { status: 200, body: pageFrom(rows, query.limit, presentNumber, (row) => [row.id]) };
  },
});

export const getNumber = defineRoute({
  id: 'getPhoneNumber',
  method: 'get',
  path: '/api/v1/phone-numbers/:id',
  tag: 'Numbers and trunks',
  summary: 'One own phone number',
  access: 'phone-numbers:read',
  params: idParams(),
  responses: { 200: { description: 'The number.', body: PhoneNumber } },
  async handler({ tx, em, params }) {
    const row = await findNumber(em, tx, params.id);
    return { status: 200, body: presentNumber(row), version: row.version };
  },
});

export const postNumber = defineRoute({
  id: 'createPhoneNumber',
  method: 'post',
  path: '/api/v1/phone-numbers',
  tag: 'Numbers and trunks',
  summary: 'Add an own phone number',
  description: 'A number you hold at your carrier. It is shown to callees, so it must be yours to show.',
  access: 'phone-numbers:write',
  idempotent: true,
  body: PhoneNumberCreate,
  responses: { 201: { description: 'The number.', body: PhoneNumber } },
  async handler({ tx, em, body }) {
    const { defaultCountry } = await em.findOneOrFail(Tenant, { id: tx.tenantId });
    const e164 = requirePhone(body.number, defaultCountry, 'number');
    if (await em.findOne(NumberEntity, { tenantId: tx.tenantId, e164 })) {
      throw conflict('number-taken', 'This number is there already. Change that entry instead.', [
        { field: 'number', message: 'It is there already.', remedy: 'Change that entry, or send another number.' },
      ]);
    }
    await requireKnown(em, tx, body);
    const row = em.create(NumberEntity, {
      tenantId: tx.tenantId,
      e164,
      label: body.label ?? '',
      trunkId: trunkIdOf(body.trunkId),
      agentId: agentIdOf(body.agentId),
      pool: body.pool ?? null,
      inbound: body.inbound ?? {},
    });
    await em.flush();
    return {
      status: 201,
      body: presentNumber(row),
      version: row.version,
      headers: { location: `/api/v1/phone-numbers/${row.id}` },
    };
  },
});

export const putNumber = defineRoute({
  id: 'updatePhoneNumber',
  method: 'put',
  path: '/api/v1/phone-numbers/:id',
  tag: 'Numbers and trunks',
  summary: 'Change an own phone number',
  description:
    'Only the fields sent change. The number itself stays; add another for another. One that a running campaign cannot be without stays usable.',
  access: 'phone-numbers:write',
  conditional: true,
  params: idParams(),
  body: PhoneNumberUpdate,
  responses: { 200: { description: 'The number as it is now.', body: PhoneNumber } },
  async handler({ tx, em, params, body, ifMatch }) {
    const row = await findNumber(em, tx, params.id, LockMode.PESSIMISTIC_WRITE);
    requireVersion(ifMatch, row.version);
    await requireKnown(em, tx, body);
    const before = { status: row.status, id: row.id, e164: row.e164, trunkId: row.trunkId ?? null };
    if (body.label !== undefined) row.label = body.label;
    if (body.trunkId !== undefined) row.trunkId = trunkIdOf(body.trunkId);
    if (body.agentId !== undefined) row.agentId = agentIdOf(body.agentId);
    if (body.pool !== undefined) row.pool = body.pool;
    if (body.inbound !== undefined) row.inbound = body.inbound;
    if (body.status !== undefined) row.status = body.status;
    await em.flush();
    const isMoved = (row.trunkId ?? null) !== null && row.trunkId !== before.trunkId;
    if (before.status === 'active' && (row.status !== 'active' || isMoved)) {
      await requireOtherNumbers(tx, before, row.status === 'active' ? 'trunkId' : 'status');
    }
    return { status: 200, body: presentNumber(row), version: row.version };
  },
});

export const assignAgent = defineRoute({
  id: 'assignAgentToPhoneNumber',
  method: 'post',
  path: '/api/v1/phone-numbers/:id/assign-agent',
  tag: 'Numbers and trunks',
  summary: 'Say which agent answers a number',
  access: 'phone-numbers:write',
  conditional: true,
  params: idParams(),
  body: AssignAgent,
  responses: { 200: { description: 'The number as it is now.', body: PhoneNumber } },
  async handler({ tx, em, params, body, ifMatch }) {
    const row = await findNumber(em, tx, params.id);
    requireVersion(ifMatch, row.version);
    await requireKnown(em, tx, body);
    row.agentId = agentIdOf(body.agentId);
    await em.flush();
    return { status: 200, body: presentNumber(row), version: row.version };
  },
});

async function findNumber(
  em: EntityManager,
  tx: TenantTx,
  id: string,
  lockMode: LockMode.NONE | LockMode.PESSIMISTIC_WRITE = LockMode.NONE,
): Promise<NumberEntity> {
  const row = await em.findOne(NumberEntity, { tenantId: tx.tenantId, id }, { lockMode });
  if (!row) throw notFound('phone number');
  return row;
}

async function requireKnown(
  em: EntityManager,
  tx: TenantTx,
  { agentId, trunkId }: { agentId?: string | null | undefined; trunkId?: string | null | undefined },
): Promise<void> {
  const errors: ProblemField[] = [];
  const agent = agentIdOf(agentId);
  if (agent !== null && !(await em.findOne(Agent, { tenantId: tx.tenantId, id: agent }))) {
    errors.push({
      field: 'agentId',
      message: 'It refers to nothing here.',
      remedy: 'Send the id of one of your own agents.',
    });
  }
  const trunk = trunkIdOf(trunkId);
  if (trunk !== null && !(await em.findOne(Trunk, { id: trunk }))) {
    errors.push({
      field: 'trunkId',
      message: 'It refers to nothing here.',
      remedy: 'Send an id of GET /api/v1/trunks.',
    });
  }
  if (errors.length > 0) throw invalid(errors);
}

function agentIdOf(id: string | null | undefined): AgentId | null {
  return (id ?? null) as AgentId | null;
}

function trunkIdOf(id: string | null | undefined): TrunkId | null {
  return (id ?? null) as TrunkId | null;
}

function presentNumber(row: NumberEntity): PhoneNumber {
  return {
    id: row.id,
    number: row.e164,
    label: row.label,
    trunkId: row.trunkId ?? null,
    agentId: row.agentId ?? null,
    pool: row.pool ?? null,
    inbound: row.inbound,
    status: row.status,
    version: row.version,
    createdAt: row.createdAt.toISOString(),
  };
}
