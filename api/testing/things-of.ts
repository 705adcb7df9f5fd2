import { randomUUID } from 'node:crypto';
import type { TestApi, TestTenant } from './test-api.ts';

/** One of everything that has an id, by the noun of its address. */
export async function thingsOf({ deps }: TestApi, tenant: TestTenant, name: string): Promise<Record<string, string>> {
  const agents = (await tenant.send('/api/v1/agents', { body: { name } })).body.id;
  const lists = (await tenant.send('/api/v1/lists', { body: { name } })).body.id;
  const campaigns = (await tenant.send('/api/v1/campaigns', { body: { name } })).body.id;
  const trunks = (await tenant.send('/api/v1/trunks', { body: { name, carrier: 'fake' } })).body.id;
  const numbers = (await tenant.send('/api/v1/phone-numbers', { body: { number: '+12125550101' } })).body.id;
  const users = (await tenant.send('/api/v1/users')).body.items[0].id;
  const keys = (await tenant.send('/api/v1/api-keys', { body: { name, role: 'viewer' } })).body.id;
  const credentials = (
    await tenant.send('/api/v1/provider-credentials', { body: { provider: 'openai', apiKey: 'sk-theirs-0123456789' } })
  ).body.id;
  await tenant.send('/api/v1/suppressions', { body: { numbers: ['+12125550102'] } });
  const optOuts = (await tenant.send('/api/v1/opt-outs', { body: { phone: '+12125550103' } })).body.id;
  const suppressions = (await tenant.send('/api/v1/suppressions')).body.items[0].id;
  const [imports, person, leads, calls, dnc] = [randomUUID(), randomUUID(), randomUUID(), randomUUID(), randomUUID()];
  const rules = randomUUID();
  await deps.database.inTenant(tenant.id, async (tx) => {
    await tx.query(`insert into imports (tenant_id, id, list_id, file_key) values ($1, $2, $3, 'none')`, [
      tenant.id,
      imports,
      lists,
    ]);
    await tx.query('insert into persons (tenant_id, id) values ($1, $2)', [tenant.id, person]);
    await tx.query('insert into leads (tenant_id, id, list_id, person_id) values ($1, $2, $3, $4)', [
      tenant.id,
      leads,
      lists,
      person,
    ]);
    await tx.query(
      `insert into calls (tenant_id, id, kind, direction, agent_id, due_at) values ($1, $2, 'test', 'inbound', $3, now())`,
      [tenant.id, calls, agents],
    );
    // One id for two nouns below /opt-outs: opt-outs, inboxes.
    await tx.query(
      `insert into opt_out_inboxes (tenant_id, id, kind, name, secret_enc, key_id) values ($1, $2, 'carrier', '${name}', '', 'k')`,
      [tenant.id, optOuts],
    );
    // Below /ledger: exports.
    await tx.query(`insert into ledger_exports (tenant_id, id, created_by) values ($1, $2, 'theirs')`, [
      tenant.id,
      calls,
    ]);
    // One id for five nouns below /compliance (holidays, overrides, changes, their runs, replays), and for a consent.
    const rule = [tenant.id, rules];
    await tx.query(
      `insert into consents (tenant_id, id, person_id, scope, source, given_at)
       values ($1, $2, $3, 'informational', 'paper', now())`,
      [...rule, person],
    );
    await tx.query(
      `insert into compliance_holidays (tenant_id, id, on_date, name, country) values ($1, $2, '2026-12-24', '${name}', 'US')`,
      rule,
    );
    await tx.query(
      `insert into compliance_overrides (tenant_id, id, provision, reason, created_by)
       values ($1, $2, 'us.hours', 'a reason in words', 'theirs')`,
      rule,
    );
    await tx.query(
      `insert into rule_changes (tenant_id, id, title, reason, created_by)
       values ($1, $2, '${name}', 'a reason in words', 'theirs')`,
      rule,
    );
    await tx.query(
      `insert into rule_change_runs (tenant_id, id, change_id, kind, created_by) values ($1, $2, $2, 'preview', 'theirs')`,
      rule,
    );
    await tx.query(
      `insert into compliance_replays (tenant_id, id, day, zone, rules_at, created_by)
       values ($1, $2, '2026-11-20', 'UTC', now(), 'theirs')`,
      rule,
    );
    // One id for three nouns below /dnc: lists, versions, subscriptions.
    const registry = [tenant.id, dnc];
    await tx.query(`insert into dnc_lists (tenant_id, id, list) values ($1, $2, 'us-federal')`, registry);
    await tx.query(
      `insert into dnc_list_versions (tenant_id, id, list_id, mode, file_key, file_bytes, file_sha256, as_of, valid_until)
       values ($1, $2, $2, 'full', 'none', 0, '', now(), now())`,
      registry,
    );
    await tx.query(
      `insert into dnc_subscriptions (tenant_id, id, list, list_tenant_id, list_id) values ($1, $2, 'us-federal', $1, $2)`,
      registry,
    );
  });
  return {
    ledger: calls,
    compliance: rules,
    consents: rules,
    agents,
    lists,
    campaigns,
    trunks,
    'phone-numbers': numbers,
    users,
    'api-keys': keys,
    'provider-credentials': credentials,
    suppressions,
    imports,
    leads,
    persons: person,
    calls,
    dnc,
    'opt-outs': optOuts,
  };
}
