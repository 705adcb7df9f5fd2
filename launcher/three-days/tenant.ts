import { randomUUID } from 'node:crypto';
import { newApiKey } from '../../api/auth/api-keys.ts';
import type { Database, TenantTx } from '../../database/connect.ts';
import { issueCommandLineKey } from '../../database/seeds/command-line-key.ts';
import { demoAgents } from '../../database/seeds/demo-agents.ts';
import type { E164, TenantId } from '../../domain/ids.ts';
import { type Keyring, SEAL } from '../../keyring/keyring.ts';
import type { EarlierCall } from './story.ts';

export interface StoryTenant {
  readonly tenantId: TenantId;
  readonly name: string;
  readonly agentId: string;
  readonly trunkId: string;
  readonly callerId: string;
  readonly apiKey: string;
}

/** Fictional, like every number of the story. */
const CALLER_ID = '+12125550100';
const MOST_AT_ONCE = 50;

/**
 * A tenant of its own for one telling of the story, on a demonstration clock, with a trunk that reaches nobody's phone and
 * what it did before: the earlier calls. `offsetMs` is the story's beginning minus the real time.
 */
export async function makeStoryTenant(
  database: Database,
  keyring: Keyring,
  { offsetMs, earlier }: { offsetMs: number; earlier: readonly EarlierCall[] },
): Promise<StoryTenant> {
  const tenantId = randomUUID() as TenantId;
  const name = 'Three days (demonstration)';
  const [agentId, trunkId, callerId] = [randomUUID(), randomUUID(), randomUUID()];
  await database.inTenant(tenantId, async (tx) => {
    await tx.query(
      `insert into tenants (id, slug, name, default_country, clock_offset_ms, max_concurrent_calls,
         attempts_per_number_per_day, attempts_per_lead_per_day) values ($1, $2, $3, 'US', $4, $5, 5, 5)`,
      [tenantId, `three-days-${tenantId.slice(0, 8)}`, name, Math.round(offsetMs), MOST_AT_ONCE],
    );
    await tx.query(
      `insert into agents (tenant_id, id, name, direction, status, max_concurrent_calls, config)
       values ($1, $2, 'Caller', 'outbound', 'active', $3, $4)`,
      [tenantId, agentId, MOST_AT_ONCE, demoAgents[0]?.config ?? {}],
    );
    await tx.query(
      `insert into trunks (id, tenant_id, name, carrier, calls_per_second, max_concurrent_calls)
       values ($1, $2, 'Fake (no voices)', 'fake', 20, $3)`,
      [trunkId, tenantId, MOST_AT_ONCE],
    );
    await tx.query(
      `insert into phone_numbers (tenant_id, id, e164, label, trunk_id) values ($1, $2, $3, 'Fictional', $4)`,
      [tenantId, callerId, CALLER_ID, trunkId],
    );
    for (const call of earlier) await addEarlierCall(tx, keyring, call, { agentId, trunkId, offsetMs });
  });
  const made = newApiKey(tenantId);
  await issueCommandLineKey(database, tenantId, made);
  return { tenantId, name, agentId, trunkId, callerId, apiKey: made.key };
}

async function addEarlierCall(
  tx: TenantTx,
  keyring: Keyring,
  { phone, at, ended }: EarlierCall,
  { agentId, trunkId, offsetMs }: { agentId: string; trunkId: string; offsetMs: number },
): Promise<void> {
  const number = phone as E164;
  const sealed = keyring.seal(number, SEAL.number);
  const dialled = new Date(at - offsetMs);
  const answered = ended === 'completed' || ended === 'voicemail' ? dialled : null;
  const id = randomUUID();
  await tx.query(
    `insert into attempts (tenant_id, id, agent_id, trunk_id, carrier, number_hmac, number_enc, key_id, state, due_at,
       intended_at, room, dial_started_at, answered_at, ended_at, disposition)
     values ($1, uuidv7(), $2, $3, 'fake', $4, $5, $6, 'ended', $7, $7, $8, $7, $9, $7, $10)`,
    [
      ...[tx.tenantId, agentId, trunkId, keyring.numberIndex(number), sealed.data, sealed.keyId],
      ...[dialled, `earlier-${id}`, answered, ended],
    ],
  );
}
