import { randomUUID } from 'node:crypto';
import type pg from 'pg';

type Row = Record<string, unknown>;

const bytes = () => Buffer.from(randomUUID());

/**
 * Writes, as the owner, one row of one tenant into every table that has tenants' data, so that there is something to
 * steal in each. Resolves with the tenant's id and what was written, by table.
 */
export async function writeOneRowEach(
  owner: pg.Client,
  name: string,
): Promise<{ tenantId: string; rows: Map<string, Row> }> {
  const rows = new Map<string, Row>();
  const tenantId = randomUUID();
  const write = async (table: string, values: Row): Promise<string> => {
    const columns = Object.keys(values);
    const { rows: written } = await owner.query<Row>(
      `insert into ${table} (${columns.join(', ')}) values (${columns.map((_, n) => `$${n + 1}`).join(', ')}) returning *`,
      Object.values(values),
    );
    const row = written[0] ?? {};
    rows.set(table, row);
    return String(row['id']);
  };
  await write('tenants', { id: tenantId, slug: name, name });
  const tenant_id = tenantId;
  const user_id = await write('users', { tenant_id, email: `${name}@example.com`, role: 'owner', password_hash: 'x' });
  await write('refresh_tokens', {
    tenant_id,
    user_id,
    family: randomUUID(),
    token_hash: bytes(),
    expires_at: new Date(),
  });
  await write('api_keys', { tenant_id, name, prefix: 'rf', hash: bytes(), role: 'owner' });
  await write('idempotency_keys', { tenant_id, route: 'POST /lists', key: 'k', request_hash: bytes() });
  const agent_id = await write('agents', { tenant_id, name });
  await write('agent_versions', { tenant_id, agent_id, version: 1, snapshot: {}, changes: '[]', changed_by: name });
  await write('provider_credentials', {
    tenant_id,
    provider: 'openai',
    secret_enc: bytes(),
    key_id: 'k',
    last4: 'abcd',
  });
  const trunk_id = await write('trunks', { tenant_id, name, carrier: 'fake' });
  await write('phone_numbers', { tenant_id, e164: '+12125550100', trunk_id, agent_id });
  await write('compliance_profiles', { tenant_id });
  await write('compliance_overrides', { tenant_id, provision: 'p', reason: 'a reason in words', created_by: name });
  await write('compliance_holidays', { tenant_id, on_date: '2026-12-24', name, country: 'US' });
  const about = { number_hmac: bytes(), consent_at: new Date(), as_of: new Date(), asked_at: new Date() };
  await write('reassigned_numbers', { tenant_id, ...about, state: 'no', source: 'file' });
  const list_id = await write('lists', { tenant_id, name });
  const person_id = await write('persons', { tenant_id });
  await write('consents', { tenant_id, person_id, scope: 'informational', source: 'form', given_at: new Date() });
  const import_id = await write('imports', { tenant_id, list_id, file_key: 'f' });
  const sealed = { number_enc: bytes(), key_id: 'k', number_hmac: bytes() };
  await write('import_rejections', {
    tenant_id,
    import_id,
    line: 2,
    reason: 'r',
    remedy: 'm',
    cells_enc: bytes(),
    key_id: 'k',
  });
  const lead_id = await write('leads', { tenant_id, list_id, person_id });
  await write('lead_phones', { tenant_id, lead_id, position: 0, list_id, ...sealed, area: '+1212', tail: '00' });
  await write('suppressions', { tenant_id, ...sealed, source: 'officer' });
  const opt_out_id = await write('opt_outs', {
    tenant_id,
    number_hmac: sealed.number_hmac,
    source: 'officer',
    received_at: new Date(),
    suppressed_at: new Date(),
    newly_listed: true,
  });
  await write('opt_out_effects', {
    tenant_id,
    opt_out_id,
    place: 'waiting-leads',
    ref: lead_id,
    action: 'ended',
    found_at: new Date(),
  });
  await write('opt_out_inboxes', { tenant_id, kind: 'e-mail', name, secret_enc: bytes(), key_id: 'k' });
  const campaign_id = await write('campaigns', { tenant_id, name, trunk_id });
  await write('campaign_agents', { tenant_id, campaign_id, agent_id });
  await write('campaign_lists', { tenant_id, campaign_id, list_id });
  await write('campaign_leads', { tenant_id, campaign_id, lead_id, priority: 5 });
  const { rows: made } = await owner.query<{ id: string }>('select uuidv7() as id');
  const id = made[0]?.id;
  const at = new Date();
  const attempt = { campaign_id, lead_id, agent_id, trunk_id, carrier: 'fake', room: 'r', due_at: at };
  await write('attempts', { tenant_id, id, ...attempt, ...sealed });
  await write('leases', {
    tenant_id,
    attempt_id: id,
    agent_id,
    trunk_id,
    campaign_id,
    lead_id,
    number_hmac: sealed.number_hmac,
    media: false,
  });
  await write('calls', { tenant_id, id, kind: 'campaign', direction: 'outbound', agent_id, due_at: at });
  await write('turns', {
    tenant_id,
    call_id: id,
    index: 0,
    speaker: 'agent',
    text_enc: bytes(),
    key_id: 'k',
    started_at: at,
  });
  await write('ledger_entries', { tenant_id, id, at, kind: 'verdict', lead_id, body: '{}', leaf: Buffer.alloc(32) });
  await write('person_keys', { tenant_id, person_id, key_enc: bytes(), key_id: 'k' });
  await owner.query(
    `insert into ledger_signing_keys (id, public_key, private_enc, key_id) values ('s', $1, $1, 'k') on conflict do nothing`,
    [Buffer.alloc(32)],
  );
  await write('ledger_heads', {
    tenant_id,
    size: 1,
    first_seq: 0,
    root: Buffer.alloc(32),
    at,
    signing_key: 's',
    signature: bytes(),
    entry_ids: [id],
    leaves: Buffer.alloc(32),
    frontier: Buffer.alloc(32),
    last_xid: '1',
    last_id: id,
  });
  await write('ledger_nodes', { tenant_id, level: 8, index: 0, hash: Buffer.alloc(32) });
  await write('ledger_exports', { tenant_id, created_by: name });
  const list = 'us-federal';
  const dnc_list = await write('dnc_lists', { tenant_id, list });
  const file = { file_key: 'f', file_bytes: 1, file_sha256: bytes() };
  const dnc_version = { list_id: dnc_list, mode: 'full', ...file, as_of: at, valid_until: at };
  await write('dnc_list_versions', { tenant_id, ...dnc_version });
  await write('dnc_subscriptions', { tenant_id, list, list_tenant_id: tenant_id, list_id: dnc_list });
  await write('dnc_imports', { tenant_id, list: 'internal', file_sha256: bytes() });
  await write('dnc_litigators', { tenant_id, ...sealed });
  const change_id = await write('rule_changes', {
    tenant_id,
    title: name,
    reason: 'a reason in words',
    created_by: name,
  });
  const run_id = await write('rule_change_runs', { tenant_id, change_id, kind: 'preview', created_by: name });
  await write('rule_change_effects', { tenant_id, run_id, campaign_id, place: 'US-NY' });
  const past = { day: '2026-11-20', zone: 'UTC', rules_at: at };
  const replay_id = await write('compliance_replays', { tenant_id, ...past, created_by: name });
  const replayed = { dialled_at: at, answer: 'not-made', reason: 'calls-banned' };
  await write('compliance_replay_calls', { tenant_id, replay_id, attempt_id: id, ...replayed });
  await write('events', { tenant_id, type: 'campaign.started', campaign_id });
  await write('outbox', { tenant_id, kind: 'start-campaign', payload: {} });
  return { tenantId, rows };
}
