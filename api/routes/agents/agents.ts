import type { EntityManager } from '@mikro-orm/postgresql';
import { LockMode } from '@mikro-orm/postgresql';
import { Agent as AgentEntity } from '../../../database/entities/agent.ts';
import type { AgentId } from '../../../domain/ids.ts';
import type { TenantTx } from '../../../database/connect.ts';
import { nameOf } from '../../auth/principal.ts';
import { Agent, AgentCreate, AgentPage, AgentQuery, AgentUpdate } from '../../contract/agents.ts';
import { idParams } from '../../contract/id.ts';
import type { ApiDependencies } from '../../dependencies.ts';
import { requireVersion } from '../../http/etag.ts';
import { decodeCursor, pageFrom } from '../../http/pages.ts';
import { invalid, notFound } from '../../http/problem.ts';
import { requireProviderAddresses } from '../../providers/provider-address.ts';
import { defineRoute, type TenantScope } from '../../http/route.ts';
import { type Fields, fieldsOf } from './agent-changes.ts';
import { presentAgent } from './present-agent.ts';
import { changeAgent, createAgent, type Saving } from './save-agent.ts';

export const listAgents = defineRoute({
  id: 'listAgents',
  method: 'get',
  path: '/api/v1/agents',
  tag: 'Agents',
  summary: 'List agents, newest first',
  access: 'agents:read',
  query: AgentQuery,
  responses: { 200: { description: 'One page of agents.', body: AgentPage } },
  async handler({ em, tx, query }) {
    const cursor = decodeCursor(query.cursor, ['uuid']);
    const like = query.search === undefined ? null : `%${query.search.replace(/[\\%_]/g, '\\$&')}%`;
    const rows = await em.find(
      AgentEntity,
      {
        tenantId: tx.tenantId,
        ...(cursor ? { id: { $lt: cursor[0] as AgentId } } : {}),
        status: query.status ?? { $ne: 'archived' },
        ...(query.direction ? { direction: query.direction } : {}),
        ...(like === null ? {} : { $or: [{ name: { $ilike: like } }, { description: { $ilike: like } }] }),
      },
      { orderBy: { id: 'desc' }, limit: query.limit + 1 },
    );
    return { status: 200, body: pageFrom(rows, query.limit, presentAgent, (row) => [row.id]) };
  },
});

export const getAgent = defineRoute({
  id: 'getAgent',
  method: 'get',
  path: '/api/v1/agents/:id',
  tag: 'Agents',
  summary: 'One agent',
  access: 'agents:read',
  params: idParams<AgentId>(),
  responses: { 200: { description: 'The agent; its version is the ETag.', body: Agent } },
  async handler({ em, tx, params }) {
    const agent = presentAgent(await findAgent(em, tx, params.id));
    return { status: 200, body: agent, version: agent.version };
  },
});

export const postAgent = defineRoute({
  id: 'createAgent',
  method: 'post',
  path: '/api/v1/agents',
  tag: 'Agents',
  summary: 'Create an agent',
  description: 'An active agent takes its first call within seconds: nothing is deployed.',
  access: 'agents:write',
  idempotent: true,
  body: AgentCreate,
  responses: { 201: { description: 'The new agent.', body: Agent } },
  async handler(context, deps) {
    const fields = fieldsOf(context.body);
    await requireUsableOutside(fields, deps);
    const agent = await createAgent({ ...fields, name: context.body.name }, savingOf(context, deps));
    return { status: 201, body: agent, version: agent.version, headers: { location: `/api/v1/agents/${agent.id}` } };
  },
});

const update = {
  path: '/api/v1/agents/:id',
  tag: 'Agents',
  summary: 'Change an agent',
  description: 'Only the fields sent change. Running calls keep their configuration; the next call has the new one.',
  access: 'agents:write',
  conditional: true,
  params: idParams<AgentId>(),
  body: AgentUpdate,
  responses: { 200: { description: 'The agent as it is now.', body: Agent } },
} as const;

/** What the fields themselves do not tell: where addresses lead, and which zones there are. @throws Problem 422 */
async function requireUsableOutside(
  { llmBaseUrl, fallbacks, businessHours }: Fields,
  { egress, zones }: Pick<ApiDependencies, 'egress' | 'zones'>,
): Promise<void> {
  if (businessHours && !zones.has(businessHours.timeZone)) {
    const message = 'There is no such time zone.';
    const remedy = 'Name one of the IANA database, such as America/New_York.';
    throw invalid([{ field: 'businessHours.timeZone', message, remedy }]);
  }
  await requireProviderAddresses(egress, { llmBaseUrl, 'fallbacks.llm.baseUrl': fallbacks?.llm?.baseUrl });
}

async function updateAgent(
  context: TenantScope & { params: { id: AgentId }; body: AgentUpdate },
  deps: ApiDependencies,
): Promise<{ status: 200; body: Agent; version: number }> {
  const row = await findAgent(context.em, context.tx, context.params.id, LockMode.PESSIMISTIC_WRITE);
  requireVersion(context.ifMatch, row.version);
  const fields = fieldsOf(context.body);
  await requireUsableOutside(fields, deps);
  const agent = await changeAgent(row, fields, savingOf(context, deps));
  return { status: 200, body: agent, version: agent.version };
}

export const putAgent = defineRoute({ ...update, id: 'replaceAgentFields', method: 'put', handler: updateAgent });
export const patchAgent = defineRoute({ ...update, id: 'updateAgent', method: 'patch', handler: updateAgent });

export const deleteAgent = defineRoute({
  id: 'archiveAgent',
  method: 'delete',
  path: '/api/v1/agents/:id',
  tag: 'Agents',
  summary: 'Archive an agent',
  description:
    'It takes no more calls. Its history stays; PATCH its status to bring it back. Refused while a running campaign has no other.',
  access: 'agents:write',
  conditional: true,
  params: idParams<AgentId>(),
  responses: { 204: { description: 'Archived.' } },
  async handler(context, deps) {
    const row = await findAgent(context.em, context.tx, context.params.id, LockMode.PESSIMISTIC_WRITE);
    requireVersion(context.ifMatch, row.version);
    await changeAgent(row, { status: 'archived' }, savingOf(context, deps));
    return { status: 204, body: undefined };
  },
});

/** @throws Problem 404 */
export async function findAgent(
  em: EntityManager,
  tx: TenantTx,
  id: AgentId,
  lockMode: LockMode.NONE | LockMode.PESSIMISTIC_WRITE = LockMode.NONE,
): Promise<AgentEntity> {
  const row = await em.findOne(AgentEntity, { tenantId: tx.tenantId, id }, { lockMode });
  if (!row) throw notFound('agent');
  return row;
}

export function savingOf({ tx, em, principal }: TenantScope, deps: ApiDependencies): Saving {
  return { tx, em, by: nameOf(principal), nowMs: deps.now() };
}
