import { LockMode } from '@mikro-orm/postgresql';
import { z } from 'zod';
import type { AgentId } from '../../../domain/ids.ts';
import { Agent, type PromptChange, PromptHistory, PromptHistoryQuery } from '../../contract/agents.ts';
import { idOf, idParams } from '../../contract/id.ts';
import { decodeCursor, encodeCursor } from '../../http/pages.ts';
import { notFound } from '../../http/problem.ts';
import { requireVersion } from '../../http/etag.ts';
import { defineRoute } from '../../http/route.ts';
import { pick } from './agent-changes.ts';
import { findAgent, savingOf } from './agents.ts';
import { changeAgent } from './save-agent.ts';
import { textDiff } from './text-diff.ts';

type ChangeRow = {
  version: number;
  position: number;
  field: string;
  before: unknown;
  after: unknown;
  changed_by: string;
  changed_by_name: string | null;
  changed_at: Date;
  restored_from: number | null;
};

export const getPromptHistory = defineRoute({
  id: 'getPromptHistory',
  method: 'get',
  path: '/api/v1/agents/:id/prompt-history',
  tag: 'Agents',
  summary: 'Who changed which field when, with the difference',
  access: 'agents:read',
  params: idParams<AgentId>(),
  query: PromptHistoryQuery,
  responses: { 200: { description: 'One page of changes, newest first.', body: PromptHistory } },
  async handler({ tx, em, params, query }) {
    await findAgent(em, tx, params.id);
    const cursor = decodeCursor(query.cursor, ['number', 'number']);
    const rows = await tx.query<ChangeRow>(
      `select v.version, c.position::int as position, c.change->>'field' as field, c.change->'before' as before, c.change->'after' as after,
         v.changed_by, v.changed_at, v.restored_from,
         coalesce(
           (select coalesce(nullif(u.name, ''), u.email) from users u
            where u.tenant_id = v.tenant_id and 'user:' || u.id = v.changed_by),
           (select k.name from api_keys k where k.tenant_id = v.tenant_id and 'api-key:' || k.id = v.changed_by)
         ) as changed_by_name
       from agent_versions v, jsonb_array_elements(v.changes) with ordinality as c(change, position)
       where v.tenant_id = $1 and v.agent_id = $2 and ($3::text is null or c.change->>'field' = $3)
         and ($4::int is null or v.version < $4 or (v.version = $4 and c.position > $5))
       order by v.version desc, c.position limit $6`,
      [tx.tenantId, params.id, query.field ?? null, cursor?.[0] ?? null, cursor?.[1] ?? null, query.limit + 1],
    );
    const shown = rows.slice(0, query.limit);
    const last = shown.at(-1);
    const nextCursor = rows.length > query.limit && last ? encodeCursor([last.version, last.position]) : null;
    return { status: 200, body: { items: shown.map(presentChange), nextCursor } };
  },
});

export const restoreVersion = defineRoute({
  id: 'restoreAgentVersion',
  method: 'post',
  path: '/api/v1/agents/:id/prompt-history/:version/restore',
  tag: 'Agents',
  summary: 'Make the agent what it was after that version',
  description: 'A new version with the old content; nothing of the history is lost.',
  access: 'agents:write',
  conditional: true,
  params: z.object({ id: idOf<AgentId>(), version: z.coerce.number().int().min(1).max(2_147_483_647) }),
  responses: { 200: { description: 'The agent as it is now.', body: Agent } },
  async handler(context, deps) {
    const { tx, em, params, ifMatch } = context;
    const row = await findAgent(em, tx, params.id, LockMode.PESSIMISTIC_WRITE);
    requireVersion(ifMatch, row.version);
    const [kept] = await tx.query<{ snapshot: Record<string, unknown> }>(
      'select snapshot from agent_versions where tenant_id = $1 and agent_id = $2 and version = $3',
      [tx.tenantId, params.id, params.version],
    );
    if (!kept) throw notFound('version of this agent');
    const agent = await changeAgent(row, pick(kept.snapshot), {
      ...savingOf(context, deps),
      restoredFrom: params.version,
    });
    return { status: 200, body: agent, version: agent.version };
  },
});

function presentChange(row: ChangeRow): PromptChange {
  const bothText = typeof row.after === 'string' && (typeof row.before === 'string' || row.before === null);
  return {
    version: row.version,
    field: row.field,
    before: row.before,
    after: row.after,
    diff: bothText ? textDiff(typeof row.before === 'string' ? row.before : '', String(row.after)) : null,
    changedBy: row.changed_by,
    changedByName: row.changed_by_name,
    changedAt: row.changed_at.toISOString(),
    restoredFrom: row.restored_from,
  };
}
