import type { TenantTx } from '../../../database/connect.ts';
import type { AgentStatus, Direction } from '../../../domain/vocabulary.ts';

export type RuntimeConfigRow = {
  id: string;
  name: string;
  status: AgentStatus;
  direction: Direction;
  max_concurrent_calls: number;
  config: Record<string, unknown>;
  version: number;
  /** The agent's own credentials, and the tenant's for providers without one of the agent's. */
  credentials: { provider: string; key_id: string; secret: string }[] | null;
  /** Whether the named call is live here and this agent's. */
  live: boolean;
};

/** The whole runtime configuration in one query. Undefined: no such agent in this tenant. */
export async function readRuntimeConfig(
  tx: TenantTx,
  agentId: string,
  attemptId: string | null,
): Promise<RuntimeConfigRow | undefined> {
  const rows = await tx.query<RuntimeConfigRow>(
    `select a.id, a.name, a.status, a.direction, a.max_concurrent_calls, a.config, a.version,
       (select jsonb_agg(jsonb_build_object('provider', p.provider, 'key_id', p.key_id, 'secret', encode(p.secret_enc, 'base64')))
        from (select distinct on (provider) provider, key_id, secret_enc from provider_credentials
              where tenant_id = a.tenant_id and (agent_id = a.id or agent_id is null)
              order by provider, agent_id nulls last) p) as credentials,
       exists (select 1 from calls c where c.tenant_id = a.tenant_id and c.id = $3::uuid and c.agent_id = a.id
               and c.state <> 'ended') as live
     from agents a where a.tenant_id = $1 and a.id = $2`,
    [tx.tenantId, agentId, attemptId],
  );
  return rows[0];
}
