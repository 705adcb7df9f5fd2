import type { Agent as AgentRow } from '../../../database/entities/agent.ts';
import type { Agent } from '../../contract/agents.ts';
import { AgentConfig, NEW_AGENT } from '../../contract/agents.ts';

/** The agent as answers carry it; what its row does not say has the value of a new agent. */
export function presentAgent(row: AgentRow): Agent {
  return {
    ...AgentConfig.parse({ ...NEW_AGENT, ...row.config }),
    id: row.id,
    name: row.name,
    description: row.description,
    direction: row.direction,
    status: row.status,
    maxConcurrentCalls: row.maxConcurrentCalls,
    version: row.version,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}
