import { randomBytes } from 'node:crypto';
import type { E164, TenantId } from '../../domain/ids.ts';
import type { EpochMs, ZoneTable } from '../../domain/time.ts';
import { type Keyring, SEAL } from '../../keyring/keyring.ts';
import type { Database, TenantTx } from '../connect.ts';
import { demoAgents } from './demo-agents.ts';
import { demoCampaign, demoConsent, demoRetries } from './demo-campaign.ts';
import { DEMO } from './demo-ids.ts';
import { windClock } from './wind-clock.ts';
import { demonstrationOffsetMs } from './demonstration-clock.ts';

export const DEMO_OWNER_EMAIL = 'owner@demo.example';
/** Fictional, like every number of the demonstration. */
const DEMO_CALLER_ID = '+12125550100' as E164;
/** A lead of examples/leads.csv who asked, before the demonstration began, not to be called. */
export const DEMO_DO_NOT_CALL = '+16175550142' as E164;

export interface DemoOptions {
  /** Of the real clock. */
  readonly now: EpochMs;
  readonly zones: ZoneTable;
  /** The API's own hash for passwords, in the form that sign-in reads. */
  readonly hashPassword: (password: string) => Promise<string>;
  /** The most calls that this machine carries at once, callees included. Two cores carry six. */
  readonly maxConcurrentCalls?: number;
  /**
   * When an owner who exists gets a new password: `never`; `unless-used`, as long as nobody has signed in with the one
   * they have; or `now`.
   */
  readonly renewPassword?: 'never' | 'unless-used' | 'now';
}

export interface Demo {
  readonly tenantId: TenantId;
  readonly ownerEmail: string;
  /** Present when this call made the owner or gave them a new password: the only time it can be shown. */
  readonly ownerPassword?: string;
  readonly campaignId: string;
  readonly listId: string;
  readonly agentIds: { readonly sales: string; readonly support: string; readonly greeting: string };
  readonly trunkIds: { readonly loopback: string; readonly fake: string };
  readonly clockOffsetMs: number;
  /** True when this call made the tenant. */
  readonly created: boolean;
}

/**
 * The demonstration's tenant: owner, three agents, two trunks that reach nobody's phone, a number, a list, a campaign
 * and one number that must not be called. Repeating it changes nothing that exists, but for a clock that has run into
 * the night.
 */
export async function seedDemo(database: Database, keyring: Keyring, options: DemoOptions): Promise<Demo> {
  const offset = demonstrationOffsetMs(options.zones, options.now);
  // Hashing takes a while: not inside the transaction.
  const password = randomBytes(12).toString('base64url');
  const passwordHash = await options.hashPassword(password);
  return database.inTenant(DEMO.tenantId, async (tx) => {
    const created = await addTenant(tx, offset);
    const passwordGiven =
      (await addOwner(tx, passwordHash)) || (await renewPassword(tx, passwordHash, options.renewPassword ?? 'never'));
    await addTrunks(tx, options.maxConcurrentCalls ?? 6);
    await addAgents(tx);
    await addOwnNumber(tx);
    await addCampaign(tx, options.maxConcurrentCalls ?? 6);
    await addDoNotCall(tx, keyring);
    const clockOffsetMs = await windClock(tx, options);
    return {
      tenantId: DEMO.tenantId,
      ownerEmail: DEMO_OWNER_EMAIL,
      ...(passwordGiven ? { ownerPassword: password } : {}),
      campaignId: DEMO.campaignId,
      listId: DEMO.listId,
      agentIds: DEMO.agents,
      trunkIds: DEMO.trunks,
      clockOffsetMs,
      created,
    };
  });
}

async function addTenant(tx: TenantTx, clockOffsetMs: number): Promise<boolean> {
  const added = await tx.query(
    `insert into tenants (id, slug, name, default_country, clock_offset_ms, attempts_per_number_per_day, attempts_per_lead_per_day)
     values ($1, 'demo', 'Harbour Lane Solar (demonstration)', 'US', $2, 5, 5) on conflict do nothing returning id`,
    [DEMO.tenantId, clockOffsetMs],
  );
  return added.length > 0;
}

/** True when the password is the owner's from now on. */
async function addOwner(tx: TenantTx, passwordHash: string): Promise<boolean> {
  const written = await tx.query(
    `insert into users (tenant_id, id, email, name, role, password_hash)
     values ($1, $2, $3, 'Demo owner', 'owner', $4)
     on conflict do nothing returning id`,
    [DEMO.tenantId, DEMO.ownerId, DEMO_OWNER_EMAIL, passwordHash],
  );
  return written.length > 0;
}

/** True when the password is the owner's from now on. */
async function renewPassword(
  tx: TenantTx,
  passwordHash: string,
  when: NonNullable<DemoOptions['renewPassword']>,
): Promise<boolean> {
  if (when === 'never') return false;
  const renewed = await tx.query(
    `update users set password_hash = $3, version = version + 1
     where tenant_id = $1 and id = $2 and ($4 or last_sign_in_at is null) returning id`,
    [DEMO.tenantId, DEMO.ownerId, passwordHash, when === 'now'],
  );
  if (renewed.length === 0) return false;
  await tx.query('update refresh_tokens set revoked_at = now() where user_id = $1 and revoked_at is null', [
    DEMO.ownerId,
  ]);
  return true;
}

async function addTrunks(tx: TenantTx, maxConcurrentCalls: number): Promise<void> {
  await tx.query(
    `insert into trunks (id, tenant_id, name, carrier, calls_per_second, max_concurrent_calls) values
       ($1, $3, 'Loopback (demo callees with voices)', 'loopback', 1, $4),
       ($2, $3, 'Fake (seeded outcomes, no voices)', 'fake', 50, 5000)
     on conflict do nothing`,
    [DEMO.trunks.loopback, DEMO.trunks.fake, DEMO.tenantId, maxConcurrentCalls],
  );
}

async function addAgents(tx: TenantTx): Promise<void> {
  for (const agent of demoAgents) {
    await tx.query(
      `insert into agents (tenant_id, id, name, description, direction, status, max_concurrent_calls, config)
       values ($1, $2, $3, $4, $5, 'active', 25, $6) on conflict do nothing`,
      [DEMO.tenantId, agent.id, agent.name, agent.description, agent.direction, agent.config],
    );
    const { id, config, ...own } = agent;
    const snapshot = { ...own, status: 'active', maxConcurrentCalls: 25, ...config };
    const changes = Object.entries(snapshot).map(([field, after]) => ({ field, before: null, after }));
    // What it was at first can be restored, as of any other agent.
    await tx.query(
      `insert into agent_versions (tenant_id, agent_id, version, snapshot, changes, changed_by)
       values ($1, $2, 1, $3, $4, 'system') on conflict do nothing`,
      [DEMO.tenantId, id, snapshot, JSON.stringify(changes)],
    );
  }
}

async function addOwnNumber(tx: TenantTx): Promise<void> {
  await tx.query(
    `insert into phone_numbers (tenant_id, id, e164, label, trunk_id, agent_id)
     values ($1, $2, $3, 'Main number (fictional)', $4, $5) on conflict do nothing`,
    [DEMO.tenantId, DEMO.phoneNumberId, DEMO_CALLER_ID, DEMO.trunks.loopback, DEMO.agents.greeting],
  );
}

async function addCampaign(tx: TenantTx, maxConcurrentCalls: number): Promise<void> {
  await tx.query(
    `insert into lists (tenant_id, id, name, default_country, consent) values ($1, $2, 'Demo leads', 'US', $3)
     on conflict do nothing`,
    [DEMO.tenantId, DEMO.listId, demoConsent],
  );
  await tx.query(
    `insert into campaigns (tenant_id, id, name, dialer_type, trunk_id, calls_per_second, max_concurrent_calls,
       ring_timeout_ms, max_call_ms, calling_window, retries, objectives, consent_basis, caller_ids, call_kind, created_by)
     values ($1, $2, 'Demo campaign', 'agentless', $3, $4, $5, $6, $7, $8, $9, $10, 'prior-express-written', $11,
       'telemarketing', 'seed') on conflict do nothing`,
    [
      DEMO.tenantId,
      DEMO.campaignId,
      DEMO.trunks.loopback,
      demoCampaign.callsPerSecond,
      maxConcurrentCalls,
      demoCampaign.ringTimeoutMs,
      demoCampaign.maxCallMs,
      demoCampaign.callingWindow,
      demoRetries,
      JSON.stringify(demoCampaign.objectives),
      JSON.stringify([DEMO.phoneNumberId]),
    ],
  );
  await tx.query(
    `insert into campaign_agents (tenant_id, campaign_id, agent_id) values ($1, $2, $3) on conflict do nothing`,
    [DEMO.tenantId, DEMO.campaignId, DEMO.agents.sales],
  );
  await tx.query(
    `insert into campaign_lists (tenant_id, campaign_id, list_id) values ($1, $2, $3) on conflict do nothing`,
    [DEMO.tenantId, DEMO.campaignId, DEMO.listId],
  );
}

async function addDoNotCall(tx: TenantTx, keyring: Keyring): Promise<void> {
  const sealed = keyring.seal(DEMO_DO_NOT_CALL, SEAL.number);
  await tx.query(
    `insert into suppressions (tenant_id, id, number_hmac, number_enc, key_id, tail, source, reason, created_by)
     values ($1, $2, $3, $4, $5, $6, 'officer', 'Asked in writing not to be called', 'seed') on conflict do nothing`,
    [
      DEMO.tenantId,
      DEMO.suppressionId,
      keyring.numberIndex(DEMO_DO_NOT_CALL),
      sealed.data,
      sealed.keyId,
      DEMO_DO_NOT_CALL.slice(-2),
    ],
  );
}
