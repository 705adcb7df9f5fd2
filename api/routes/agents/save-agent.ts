import type { EntityManager } from '@mikro-orm/postgresql';
import type { TenantTx } from '../../../database/connect.ts';
import { Agent as AgentEntity } from '../../../database/entities/agent.ts';
import { AgentVersion } from '../../../database/entities/agent-version.ts';
import { addEvents } from '../../../database/engine/add-events.ts';
import type { AgentId } from '../../../domain/ids.ts';
import type { Agent } from '../../contract/agents.ts';
import { NEW_AGENT } from '../../contract/agents.ts';
import { changesBetween, type Change, type Fields, split } from './agent-changes.ts';
import { presentAgent } from './present-agent.ts';
import { requireOtherAgents } from '../campaigns/what-runs.ts';
import { requireUsable } from './usable-agent.ts';

export interface Saving {
  tx: TenantTx;
  em: EntityManager;
  by: string;
  nowMs: number;
  restoredFrom?: number;
}

/** A new agent with its first version. */
export async function createAgent(fields: Fields & { name: string }, saving: Saving): Promise<Agent> {
  const checked = await requireUsable(saving.tx, { ...NEW_AGENT, ...fields }, fields);
  const { own, config } = split({ ...NEW_AGENT, ...fields, ...checked });
  const row = saving.em.create(AgentEntity, { tenantId: saving.tx.tenantId, ...own, name: fields.name, config });
  await saving.em.flush();
  const agent = presentAgent(row);
  await record(row.id, agent, changesBetween({}, agent), saving);
  return agent;
}

/**
 * Changes the named fields only, of a row that is locked. Without a difference nothing is written and the version stays.
 * @throws Problem 409 where a running campaign would have nobody to speak.
 */
export async function changeAgent(row: AgentEntity, fields: Fields, saving: Saving): Promise<Agent> {
  const before = presentAgent(row);
  const checked = await requireUsable(saving.tx, { ...before, ...fields }, fields);
  const after = { ...fields, ...checked };
  const changes = changesBetween(before, { ...before, ...after });
  if (changes.length === 0) return before;
  const { own, config } = split(after);
  saving.em.assign(row, own);
  row.config = { ...row.config, ...config };
  await saving.em.flush();
  const agent = presentAgent(row);
  if (speaks(before) && !speaks(agent)) {
    await requireOtherAgents(saving.tx, row.id, agent.status === 'active' ? 'direction' : 'status');
  }
  await record(row.id, agent, changes, saving);
  return agent;
}

/** Whether campaigns can dial by it. */
function speaks({ status, direction }: Agent): boolean {
  return status === 'active' && direction !== 'inbound';
}

/** Keeps the version, tells the timeline, and tells every voice worker's cache once this commits. */
async function record(
  agentId: AgentId,
  agent: Agent,
  changes: Change[],
  { tx, em, by, nowMs, restoredFrom }: Saving,
): Promise<void> {
  em.create(AgentVersion, {
    tenantId: tx.tenantId,
    agentId,
    version: agent.version,
    snapshot: { ...agent },
    changes,
    changedBy: by,
    restoredFrom: restoredFrom ?? null,
  });
  await em.flush();
  await addEvents(tx, nowMs, [
    {
      type: 'agent.changed',
      agentId,
      data: { version: agent.version, fields: changes.map((change) => change.field), by },
    },
  ]);
  const notice = JSON.stringify({ tenantId: tx.tenantId, agentId, version: agent.version });
  await tx.query(`select pg_notify('agent_versions', $1)`, [notice]);
}
