import type { TenantTx } from '../../../database/connect.ts';
import { conflict } from '../../http/problem.ts';

/**
 * What a running campaign cannot be without is not taken from it, and a campaign is not set running by what is being
 * taken away. Whoever sets one running holds this lock shared while it is looked whether all is there, whoever takes
 * something away holds it alone. Taken after every lock on a row of an agent, a number or a campaign, and
 * after whatever takes long.
 */
export async function lockWhatRuns(tx: TenantTx, mode: 'sets-running' | 'takes-away'): Promise<void> {
  const lock = mode === 'sets-running' ? 'pg_advisory_xact_lock_shared' : 'pg_advisory_xact_lock';
  await tx.query(`select ${lock}(hashtextextended('ringfence.what-runs:' || $1, 0))`, [tx.tenantId]);
}

/** After the change is written, before it commits. `field`: of the request, which takes the agent away. @throws Problem 409 */
export async function requireOtherAgents(tx: TenantTx, agentId: string, field: string): Promise<void> {
  await lockWhatRuns(tx, 'takes-away');
  const stranded = await tx.query<{ name: string }>(
    `select c.name from campaigns c
     join campaign_agents own on own.tenant_id = c.tenant_id and own.campaign_id = c.id and own.agent_id = $2
     where c.tenant_id = $1 and c.status = 'running' and not exists (
       select 1 from campaign_agents ca join agents a on a.tenant_id = ca.tenant_id and a.id = ca.agent_id
       where ca.tenant_id = c.tenant_id and ca.campaign_id = c.id and a.status = 'active' and a.direction <> 'inbound')
     order by c.name`,
    [tx.tenantId, agentId],
  );
  refuse(stranded, field, 'agent to speak', 'another active agent');
}

/** The same for a number that campaigns show; `trunkId` is the one that it belonged to before the change. @throws Problem 409 */
export async function requireOtherNumbers(
  tx: TenantTx,
  number: { id: string; e164: string; trunkId: string | null },
  field: string,
): Promise<void> {
  await lockWhatRuns(tx, 'takes-away');
  const stranded = await tx.query<{ name: string }>(
    `select c.name from campaigns c
     where c.tenant_id = $1 and c.status = 'running' and (c.caller_ids ? $2 or c.caller_ids ? $3)
       and ($4::uuid is null or c.trunk_id = $4) and not exists (
         select 1 from phone_numbers n
         where n.tenant_id = c.tenant_id and (c.caller_ids ? n.id::text or c.caller_ids ? n.e164)
           and n.status = 'active' and (n.trunk_id is null or n.trunk_id = c.trunk_id))
     order by c.name`,
    [tx.tenantId, number.id, number.e164, number.trunkId],
  );
  refuse(stranded, field, 'number to call from', 'another number');
}

/** A trunk that loses its place at LiveKit dials nothing, and does not say so as one that is paused does. @throws Problem 409 */
export async function requireNobodyDials(tx: TenantTx, trunkId: string, field: string): Promise<void> {
  await lockWhatRuns(tx, 'takes-away');
  const stranded = await tx.query<{ name: string }>(
    `select name from campaigns where tenant_id = $1 and status = 'running' and trunk_id = $2 order by name`,
    [tx.tenantId, trunkId],
  );
  refuse(stranded, field, 'way to dial', 'another trunk');
}

const MOST_NAMED = 5;

function refuse(stranded: readonly { name: string }[], field: string, lacking: string, other: string): void {
  if (stranded.length === 0) return;
  const named = stranded.slice(0, MOST_NAMED).map(({ name }) => `“${name}”`);
  const more = stranded.length > MOST_NAMED ? ` and ${stranded.length - MOST_NAMED} more` : '';
  const one = stranded.length === 1;
  const message = `The running ${one ? 'campaign' : 'campaigns'} ${named.join(', ')}${more} would have no ${lacking}.`;
  const remedy = `Pause ${one ? 'it' : 'them'}, or choose ${other} for ${one ? 'it' : 'them'} first.`;
  throw conflict('campaigns-running', 'What runs cannot be without it: see errors.', [{ field, message, remedy }]);
}
