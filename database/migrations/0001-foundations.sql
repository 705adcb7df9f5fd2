-- Foundations. PostgreSQL 18 (uuidv7()).
--
-- Every table that holds a tenant's data has tenant_id, composite keys (constraint checks bypass policies, so an id
-- alone would let one tenant probe another's), and forced row-level security. Two roles:
--   ringfence_app      the application's pool logs in as this role (or a login role that is a member of it);
--   ringfence_definer  owns the few functions that look before a tenant is known, or count across tenants.
-- Installation-wide tables without tenant_id: installation, limiters, voice_workers.

create function app_tenant() returns uuid language sql stable parallel safe as
$$ select nullif(current_setting('app.tenant', true), '')::uuid $$;

-- ── installation ────────────────────────────────────────────────────────────────────────────────────────────────────

create table installation (
  key text primary key,
  value jsonb not null,
  updated_at timestamptz not null default now()
);

-- One row a shared limit. Locked FOR UPDATE, in the order of (kind, id), while leases under it are counted and taken:
-- a count under a policy sees one tenant, and parallel counts overshoot.
create table limiters (
  kind text not null check (kind in ('agent', 'campaign', 'tenant', 'trunk', 'voice')),
  id uuid not null,
  next_slot_at timestamptz,
  primary key (kind, id)
);

create table voice_workers (
  name text primary key,
  capacity int not null check (capacity >= 0),
  active int not null check (active >= 0),
  ready int not null check (ready >= 0),
  build_id text not null default '',
  heartbeat_at timestamptz not null default now()
);

-- ── tenants and people who sign in ──────────────────────────────────────────────────────────────────────────────────

create table tenants (
  id uuid primary key default uuidv7(),
  slug text not null unique check (slug ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  name text not null,
  default_country text not null default 'US' check (default_country ~ '^[A-Z]{2}$'),
  -- Demonstration clock: the rules' now is the real now plus this. Only loopback and fake carriers accept it.
  clock_offset_ms bigint,
  max_concurrent_calls int not null default 100 check (max_concurrent_calls between 0 and 100000),
  attempts_per_number_per_day int not null default 3 check (attempts_per_number_per_day between 1 and 100),
  attempts_per_lead_per_day int not null default 3 check (attempts_per_lead_per_day between 1 and 100),
  retention_days int not null default 1827 check (retention_days >= 30),
  settings jsonb not null default '{}',
  created_at timestamptz not null default now()
);

create table users (
  tenant_id uuid not null references tenants,
  id uuid not null default uuidv7(),
  email text not null,
  name text not null default '',
  role text not null check (role in ('owner', 'manager', 'compliance', 'operator', 'viewer')),
  password_hash text not null,
  disabled_at timestamptz,
  last_sign_in_at timestamptz,
  version int not null default 1,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id)
);
-- Sign-in knows no tenant yet, so an address belongs to one tenant of the installation.
create unique index users_email on users (lower(email));

create table refresh_tokens (
  tenant_id uuid not null,
  id uuid not null default uuidv7(),
  user_id uuid not null,
  family uuid not null,
  token_hash bytea not null unique,
  expires_at timestamptz not null,
  used_at timestamptz,
  revoked_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, user_id) references users on delete cascade
);
create index refresh_tokens_family on refresh_tokens (tenant_id, family);

create table api_keys (
  tenant_id uuid not null references tenants,
  id uuid not null default uuidv7(),
  name text not null,
  prefix text not null,
  hash bytea not null,
  role text not null check (role in ('owner', 'manager', 'compliance', 'operator', 'viewer')),
  scopes text[] not null default '{}',
  created_by uuid,
  expires_at timestamptz,
  revoked_at timestamptz,
  last_used_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id)
);

create table idempotency_keys (
  tenant_id uuid not null references tenants,
  route text not null,
  key text not null check (length(key) between 1 and 255),
  request_hash bytea not null,
  status int,
  response jsonb,
  response_headers jsonb,
  created_at timestamptz not null default now(),
  primary key (tenant_id, route, key)
);
create index idempotency_keys_age on idempotency_keys (created_at);

-- ── agents ──────────────────────────────────────────────────────────────────────────────────────────────────────────

create table agents (
  tenant_id uuid not null references tenants,
  id uuid not null default uuidv7(),
  name text not null,
  description text not null default '',
  direction text not null default 'outbound' check (direction in ('inbound', 'outbound', 'both')),
  status text not null default 'draft' check (status in ('draft', 'active', 'inactive', 'archived')),
  max_concurrent_calls int not null default 25 check (max_concurrent_calls between 0 and 100000),
  -- Prompts, models, voice, tools, hours, outbound defaults: shape in api/contract/agents.ts.
  config jsonb not null default '{}',
  version int not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id)
);

create table agent_versions (
  tenant_id uuid not null,
  agent_id uuid not null,
  version int not null,
  -- The whole agent as it was after the change, and what changed: [{ field, before, after }].
  snapshot jsonb not null,
  changes jsonb not null,
  changed_by text not null,
  restored_from int,
  changed_at timestamptz not null default now(),
  primary key (tenant_id, agent_id, version),
  foreign key (tenant_id, agent_id) references agents on delete cascade
);

create table provider_credentials (
  tenant_id uuid not null references tenants,
  id uuid not null default uuidv7(),
  -- Null: the tenant's, for every agent without one of its own.
  agent_id uuid,
  provider text not null,
  label text not null default '',
  secret_enc bytea not null,
  key_id text not null,
  last4 text not null,
  created_by uuid,
  created_at timestamptz not null default now(),
  rotated_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, agent_id) references agents on delete cascade
);
create unique index provider_credentials_one on provider_credentials
  (tenant_id, provider, coalesce(agent_id, '00000000-0000-0000-0000-000000000000'));

-- ── trunks and own numbers ──────────────────────────────────────────────────────────────────────────────────────────

create table trunks (
  id uuid not null default uuidv7() primary key,
  -- Null: shared by the installation; every tenant may dial through it, only the installation changes it.
  tenant_id uuid references tenants,
  name text not null,
  carrier text not null check (carrier in ('livekit-sip', 'loopback', 'fake')),
  livekit_trunk_id text,
  calls_per_second numeric(8, 3) not null default 1 check (calls_per_second > 0),
  max_concurrent_calls int not null default 10 check (max_concurrent_calls between 0 and 100000),
  status text not null default 'active' check (status in ('active', 'paused')),
  paused_reason text,
  config jsonb not null default '{}',
  secret_enc bytea,
  key_id text,
  version int not null default 1,
  created_at timestamptz not null default now(),
  unique nulls not distinct (tenant_id, name)
);

create table phone_numbers (
  tenant_id uuid not null references tenants,
  id uuid not null default uuidv7(),
  e164 text not null check (e164 ~ '^\+[1-9][0-9]{6,14}$'),
  label text not null default '',
  trunk_id uuid references trunks,
  agent_id uuid,
  pool text,
  inbound jsonb not null default '{}',
  status text not null default 'active' check (status in ('active', 'inactive')),
  version int not null default 1,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  unique (tenant_id, e164),
  foreign key (tenant_id, agent_id) references agents
);

-- ── people to call ──────────────────────────────────────────────────────────────────────────────────────────────────

create table lists (
  tenant_id uuid not null references tenants,
  id uuid not null default uuidv7(),
  name text not null,
  default_country text not null default 'US' check (default_country ~ '^[A-Z]{2}$'),
  reimport_policy text not null default 'skip' check (reimport_policy in ('skip', 'update', 'new')),
  version int not null default 1,
  created_at timestamptz not null default now(),
  archived_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, name)
);

-- Consent, refusals and erasure belong to a person, who may be a lead in many lists.
create table persons (
  tenant_id uuid not null references tenants,
  id uuid not null default uuidv7(),
  external_id text,
  created_at timestamptz not null default now(),
  erased_at timestamptz,
  primary key (tenant_id, id)
);
create unique index persons_external on persons (tenant_id, external_id) where external_id is not null;

create table imports (
  tenant_id uuid not null,
  id uuid not null default uuidv7(),
  list_id uuid not null,
  status text not null default 'queued' check (status in ('queued', 'running', 'completed', 'cancelled', 'failed')),
  file_key text not null,
  file_name text not null default '',
  file_bytes bigint not null default 0,
  file_sha256 bytea,
  options jsonb not null default '{}',
  -- How the file is read, decided once at its start: encoding, delimiter, header line, mapping.
  dialect jsonb,
  -- Where the next chunk begins. Committed with the rows before it.
  file_offset bigint not null default 0,
  next_line bigint not null default 1,
  rows_read bigint not null default 0,
  accepted bigint not null default 0,
  rejected bigint not null default 0,
  duplicate bigint not null default 0,
  updated bigint not null default 0,
  suppressed bigint not null default 0,
  error jsonb,
  created_by text not null default '',
  created_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, list_id) references lists,
  check (accepted + rejected + duplicate = rows_read)
);

create table import_rejections (
  tenant_id uuid not null,
  import_id uuid not null,
  line bigint not null,
  column_name text,
  reason text not null,
  remedy text not null,
  -- The original cells (JSON array), sealed: they hold personal data.
  cells_enc bytea not null,
  key_id text not null,
  primary key (tenant_id, import_id, line),
  foreign key (tenant_id, import_id) references imports on delete cascade
);

create table leads (
  tenant_id uuid not null,
  id uuid not null default uuidv7(),
  list_id uuid not null,
  person_id uuid not null,
  import_id uuid,
  external_id text,
  first_name text not null default '',
  last_name text not null default '',
  company text not null default '',
  email text not null default '',
  street text not null default '',
  city text not null default '',
  state text,
  postal_code text,
  country text,
  -- As the file stated it; narrows nothing by itself, it adds to what the number makes possible.
  time_zone text,
  -- 1 (first) to 9 (last); callbacks that the lead asked for come before 1.
  priority smallint not null default 5 check (priority between 1 and 9),
  custom jsonb not null default '{}',
  consent jsonb not null default '{}',
  subject text,
  debt_id text,
  version int not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, list_id) references lists,
  foreign key (tenant_id, person_id) references persons
);
create index leads_list on leads (tenant_id, list_id, id);
create index leads_person on leads (tenant_id, person_id);
create unique index leads_external on leads (tenant_id, list_id, external_id) where external_id is not null;

create table lead_phones (
  tenant_id uuid not null,
  lead_id uuid not null,
  position smallint not null check (position between 0 and 9),
  list_id uuid not null,
  label text not null default '',
  number_enc bytea not null,
  key_id text not null,
  number_hmac bytea not null,
  -- Country calling code and, in the North American plan, the area code (+1212): enough for counts by zone.
  area text not null,
  tail text not null check (tail ~ '^[0-9]{2}$'),
  extension text,
  primary key (tenant_id, lead_id, position),
  foreign key (tenant_id, lead_id) references leads on delete cascade
);
create index lead_phones_number on lead_phones (tenant_id, number_hmac);
-- A list holds a number once as anybody's first phone: this is the deduplication of imports.
create unique index lead_phones_first on lead_phones (tenant_id, list_id, number_hmac) where position = 0;

create table suppressions (
  tenant_id uuid not null references tenants,
  id uuid not null default uuidv7(),
  number_hmac bytea not null,
  number_enc bytea,
  key_id text,
  tail text,
  -- Null: the whole tenant.
  campaign_id uuid,
  source text not null check (source in ('spoken', 'import', 'api', 'officer', 'key-press', 'carrier')),
  reason text not null default '',
  attempt_id uuid,
  created_by text not null default '',
  created_at timestamptz not null default now(),
  expires_at timestamptz,
  removed_at timestamptz,
  removed_by text,
  primary key (tenant_id, id)
);
create unique index suppressions_number on suppressions
  (tenant_id, number_hmac, coalesce(campaign_id, '00000000-0000-0000-0000-000000000000')) where removed_at is null;

-- ── campaigns ───────────────────────────────────────────────────────────────────────────────────────────────────────

create table campaigns (
  tenant_id uuid not null references tenants,
  id uuid not null default uuidv7(),
  name text not null,
  status text not null default 'draft'
    check (status in ('draft', 'running', 'paused', 'stopping', 'stopped', 'completed', 'archived')),
  -- Raised by each command; the workflow acts on each revision once.
  revision int not null default 0,
  version int not null default 1,
  dialer_type text not null default 'auto'
    check (dialer_type in ('auto', 'agentless', 'progressive', 'predictive', 'preview')),
  trunk_id uuid references trunks,
  calls_per_second numeric(8, 3) not null default 1 check (calls_per_second > 0),
  max_concurrent_calls int not null default 5 check (max_concurrent_calls between 1 and 100000),
  ramp_up jsonb not null default '{}',
  ring_timeout_ms int not null default 30000 check (ring_timeout_ms between 15000 and 75000),
  max_call_ms int not null default 600000 check (max_call_ms between 10000 and 7200000),
  -- { days, start, end, zone: 'lead' | IANA }: inside the lawful window, never outside it.
  calling_window jsonb not null default '{}',
  schedule jsonb not null default '{}',
  retries jsonb not null default '{}',
  -- What each conversation is to reach, overrides of the agent, voicemail policy, consent basis, caller-ID policy.
  objectives jsonb not null default '[]',
  overrides jsonb not null default '{}',
  voicemail_policy text not null default 'hang-up' check (voicemail_policy in ('hang-up', 'leave-message')),
  consent_basis text not null default 'unstated',
  caller_ids jsonb not null default '[]',
  call_kind text not null default 'telemarketing' check (call_kind in ('telemarketing', 'informational', 'debt')),
  subject text,
  -- Which side records, if any: 'none', 'room', 'carrier'.
  recording_place text not null default 'none',
  cost_limit_micros bigint,
  created_by text not null default '',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, name)
);
alter table suppressions add foreign key (tenant_id, campaign_id) references campaigns;

create table campaign_agents (
  tenant_id uuid not null,
  campaign_id uuid not null,
  agent_id uuid not null,
  share int not null default 100 check (share between 1 and 1000),
  primary key (tenant_id, campaign_id, agent_id),
  foreign key (tenant_id, campaign_id) references campaigns on delete cascade,
  foreign key (tenant_id, agent_id) references agents
);

create table campaign_lists (
  tenant_id uuid not null,
  campaign_id uuid not null,
  list_id uuid not null,
  primary key (tenant_id, campaign_id, list_id),
  foreign key (tenant_id, campaign_id) references campaigns on delete cascade,
  foreign key (tenant_id, list_id) references lists
);
create index campaign_lists_list on campaign_lists (tenant_id, list_id);

-- A lead inside one campaign: when it is next due, and how it ended.
create table campaign_leads (
  tenant_id uuid not null,
  campaign_id uuid not null,
  lead_id uuid not null,
  state text not null default 'waiting' check (state in ('waiting', 'in-call', 'done', 'blocked')),
  -- 0 while a promised callback is pending, else the lead's.
  priority smallint not null check (priority between 0 and 9),
  next_attempt_at timestamptz not null default now(),
  next_phone smallint not null default 0,
  -- A callback the lead asked for, and the time it was first promised when it had to be moved.
  callback_at timestamptz,
  callback_moved_from timestamptz,
  attempts int not null default 0,
  last_disposition text,
  last_attempt_at timestamptz,
  -- Why it waits, is blocked or is done: a code of the vocabulary, and facts without personal data.
  reason text,
  reason_facts jsonb,
  done_at timestamptz,
  primary key (tenant_id, campaign_id, lead_id),
  foreign key (tenant_id, campaign_id) references campaigns on delete cascade,
  foreign key (tenant_id, lead_id) references leads on delete cascade
);
-- The claim walks priorities 0 to 9, each in due order.
create index campaign_leads_due on campaign_leads (tenant_id, campaign_id, priority, next_attempt_at)
  where state = 'waiting';
create index campaign_leads_lead on campaign_leads (tenant_id, lead_id);
create index campaign_leads_state on campaign_leads (tenant_id, campaign_id, state);

-- ── attempts, leases, calls ─────────────────────────────────────────────────────────────────────────────────────────
-- Partitioned by month through the id: a UUIDv7 begins with its time, so look-ups by id need no second key.

create table attempts (
  tenant_id uuid not null,
  id uuid not null,
  campaign_id uuid,
  lead_id uuid,
  person_id uuid,
  agent_id uuid not null,
  trunk_id uuid not null,
  carrier text not null,
  -- The launch activity that claimed it: a launch that runs again starts that same set.
  launch_id uuid,
  phone_position smallint not null default 0,
  number_hmac bytea not null,
  number_enc bytea not null,
  key_id text not null,
  from_number text,
  attempt_number int not null default 1,
  state text not null default 'leased' check (state in ('leased', 'dialing', 'ringing', 'active', 'ended')),
  -- The slot of the token bucket.
  due_at timestamptz not null,
  -- Intent: written with the lease, before anything can ring.
  intended_at timestamptz not null default now(),
  room text not null,
  dial_started_at timestamptz,
  ringing_at timestamptz,
  answered_at timestamptz,
  ended_at timestamptz,
  -- Once set, no dial of this attempt may begin, and its room is deleted.
  fenced_at timestamptz,
  fence_reason text,
  disposition text,
  reason text,
  reason_facts jsonb,
  sip_status int,
  carrier_call_id text,
  ring_ms int,
  talk_ms int,
  first_audio_ms int,
  cost_micros bigint,
  recording_place text,
  primary key (tenant_id, id),
  check ((state = 'ended') = (disposition is not null))
) partition by range (id);
create index attempts_lead on attempts (tenant_id, lead_id, id);
create index attempts_campaign on attempts (tenant_id, campaign_id, id);
create index attempts_number on attempts (tenant_id, number_hmac, id);
create index attempts_launch on attempts (tenant_id, launch_id);
-- The breaker looks back at the newest endings each tick.
create index attempts_ended on attempts (tenant_id, campaign_id, ended_at) where ended_at is not null;

-- One row a live attempt; never expires by time: only finish or the reconciler's fence removes it.
create table leases (
  attempt_id uuid primary key,
  tenant_id uuid not null references tenants,
  campaign_id uuid,
  lead_id uuid,
  agent_id uuid not null,
  trunk_id uuid not null,
  number_hmac bytea not null,
  media boolean not null,
  acquired_at timestamptz not null default now(),
  unique (tenant_id, number_hmac),
  unique (tenant_id, lead_id)
);
create index leases_trunk on leases (trunk_id);
create index leases_campaign on leases (campaign_id);
create index leases_agent on leases (agent_id);

-- One conversation, inbound or outbound. An outbound call has its attempt's id.
create table calls (
  tenant_id uuid not null,
  id uuid not null,
  kind text not null check (kind in ('campaign', 'test', 'api', 'inbound')),
  direction text not null check (direction in ('inbound', 'outbound')),
  agent_id uuid not null,
  agent_version int,
  campaign_id uuid,
  lead_id uuid,
  number_hmac bytea,
  number_tail text,
  state text not null default 'planned' check (state in ('planned', 'dialing', 'ringing', 'active', 'ended')),
  due_at timestamptz not null,
  answered_at timestamptz,
  ended_at timestamptz,
  disposition text,
  end_reason text,
  end_error text,
  talk_ms int,
  first_audio_ms int,
  turn_count int not null default 0,
  room text,
  facts jsonb not null default '{}',
  primary key (tenant_id, id)
) partition by range (id);
create index calls_campaign on calls (tenant_id, campaign_id, id);
create index calls_lead on calls (tenant_id, lead_id, id);
create index calls_agent on calls (tenant_id, agent_id, id);
create index calls_live on calls (tenant_id, state, id) where state <> 'ended';

create table turns (
  tenant_id uuid not null,
  call_id uuid not null,
  index int not null,
  speaker text not null check (speaker in ('agent', 'callee', 'system')),
  text_enc bytea not null,
  key_id text not null,
  started_at timestamptz not null,
  ended_at timestamptz,
  interrupted boolean not null default false,
  -- Milliseconds: { sttMs, endOfTurnMs, llmTtftMs, ttsTtfbMs, totalMs }.
  latency jsonb not null default '{}',
  primary key (tenant_id, call_id, index)
) partition by range (call_id);

-- Each decision of the rules, kept. Already of the shape of a ledger entry: facts are free of identity (HMAC, ids).
create table verdicts (
  tenant_id uuid not null,
  id uuid not null default uuidv7(),
  at timestamptz not null default now(),
  phase text not null check (phase in ('import', 'claim', 'dial')),
  campaign_id uuid,
  lead_id uuid,
  attempt_id uuid,
  number_hmac bytea,
  result text not null check (result in ('allowed', 'deferred', 'blocked')),
  reason text,
  next_callable_at timestamptz,
  findings jsonb not null,
  rules_version text not null,
  data_versions jsonb not null default '{}',
  primary key (tenant_id, id)
) partition by range (id);
create index verdicts_lead on verdicts (tenant_id, lead_id, id);
create index verdicts_campaign on verdicts (tenant_id, campaign_id, id);

-- What happened, in order: the timeline and the source of live streams. Read by snapshot horizon (xid), not by id:
-- ids are given before commit, so `id > last` skips what commits late.
create table events (
  tenant_id uuid not null,
  id uuid not null default uuidv7(),
  xid xid8 not null default pg_current_xact_id(),
  at timestamptz not null default now(),
  type text not null,
  campaign_id uuid,
  lead_id uuid,
  call_id uuid,
  import_id uuid,
  agent_id uuid,
  data jsonb not null default '{}',
  primary key (tenant_id, id)
) partition by range (id);
create index events_order on events (xid, id);
create index events_campaign on events (tenant_id, campaign_id, id);
create index events_lead on events (tenant_id, lead_id, id);
create index events_call on events (tenant_id, call_id, id);

-- Effects to be carried out after commit: workflow starts and messages. A row is deleted when its effect is accepted.
create table outbox (
  tenant_id uuid not null references tenants,
  id uuid not null default uuidv7(),
  kind text not null,
  payload jsonb not null,
  created_at timestamptz not null default now(),
  next_try_at timestamptz not null default now(),
  tries int not null default 0,
  last_error text,
  primary key (tenant_id, id)
);
create index outbox_due on outbox (next_try_at);

-- ── partitions ──────────────────────────────────────────────────────────────────────────────────────────────────────

create function uuid_floor(t timestamptz) returns uuid language sql immutable as
$$ select (lpad(to_hex((extract(epoch from t) * 1000)::bigint), 12, '0') || '00000000000000000000')::uuid $$;

-- Makes this month's and the next months' partitions of each partitioned table. Safe to run at any time, twice at once.
create function ensure_partitions(months_ahead int default 2) returns int
language plpgsql security definer set search_path = public, pg_temp as $$
declare parent text; month timestamptz; child text; made int := 0;
begin
  perform pg_advisory_xact_lock(hashtext('ensure_partitions'));
  foreach parent in array array['attempts', 'calls', 'turns', 'verdicts', 'events'] loop
    for i in 0..months_ahead loop
      month := (date_trunc('month', now() at time zone 'UTC') + make_interval(months => i)) at time zone 'UTC';
      child := parent || '_' || to_char(month at time zone 'UTC', 'YYYYMM');
      if to_regclass(child) is null then
        -- A month whose rows are in the default partition already stays there; the others must not wait for it.
        begin
          execute format('create table %I partition of %I for values from (%L) to (%L)', child, parent,
            uuid_floor(month), uuid_floor((month at time zone 'UTC' + interval '1 month') at time zone 'UTC'));
        exception when check_violation then continue;
        end;
        execute format('alter table %I enable row level security', child);
        execute format('alter table %I force row level security', child);
        made := made + 1;
      end if;
    end loop;
  end loop;
  return made;
end $$;
-- Ids from outside the made months (a restored clock, an old import) must not be lost.
create table attempts_other partition of attempts default;
create table calls_other partition of calls default;
create table turns_other partition of turns default;
create table verdicts_other partition of verdicts default;
create table events_other partition of events default;
select ensure_partitions();

-- ── row-level security ──────────────────────────────────────────────────────────────────────────────────────────────
-- The application is granted parents, not partitions; partitions have the policies forced all the same.

do $$
declare t text;
begin
  foreach t in array array['users', 'refresh_tokens', 'api_keys', 'idempotency_keys', 'agents', 'agent_versions',
    'provider_credentials', 'phone_numbers', 'lists', 'persons', 'imports', 'import_rejections', 'leads', 'lead_phones',
    'suppressions', 'campaigns', 'campaign_agents', 'campaign_lists', 'campaign_leads', 'attempts', 'leases', 'calls',
    'turns', 'verdicts', 'events', 'outbox'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy tenant on %I to ringfence_app using (tenant_id = app_tenant()) with check (tenant_id = app_tenant())', t);
    execute format('create policy definer on %I to ringfence_definer using (true) with check (true)', t);
    execute format('grant select, insert, update, delete on %I to ringfence_app', t);
    execute format('grant select on %I to ringfence_definer', t);
  end loop;
  foreach t in array array['attempts_other', 'calls_other', 'turns_other', 'verdicts_other', 'events_other'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
  end loop;
end $$;
-- Proof is appended, never changed.
revoke update, delete on verdicts, events from ringfence_app;

alter table tenants enable row level security;
alter table tenants force row level security;
create policy tenant on tenants to ringfence_app using (id = app_tenant()) with check (id = app_tenant());
create policy definer on tenants to ringfence_definer using (true) with check (true);
grant select, insert, update on tenants to ringfence_app;
grant select on tenants to ringfence_definer;

alter table trunks enable row level security;
alter table trunks force row level security;
create policy seen on trunks for select to ringfence_app using (tenant_id = app_tenant() or tenant_id is null);
create policy added on trunks for insert to ringfence_app with check (tenant_id = app_tenant());
create policy changed on trunks for update to ringfence_app
  using (tenant_id = app_tenant()) with check (tenant_id = app_tenant());
create policy removed on trunks for delete to ringfence_app using (tenant_id = app_tenant());
create policy definer on trunks to ringfence_definer using (true) with check (true);
grant select, insert, update, delete on trunks to ringfence_app;
grant select, update (status, paused_reason) on trunks to ringfence_definer;

grant select, insert, update, delete on voice_workers to ringfence_app;
grant select on installation to ringfence_app;
grant select on voice_workers, installation to ringfence_definer;
grant select, insert, update, delete on limiters to ringfence_definer;

-- ── narrow functions ────────────────────────────────────────────────────────────────────────────────────────────────

/* How many leases each limit of a campaign has free, and when each bucket's next slot is; null for no such campaign or
   trunk. Without locks: a forecast for pacing. Voice workers not heard from for 15 s do not count; test sessions take
   their capacity without holding leases. */
create function read_limits(p_campaign uuid) returns jsonb
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  c record; tr record; tn record; out jsonb; media boolean; voice_free bigint := null; agents_free jsonb;
begin
  select * into c from campaigns where tenant_id = app_tenant() and id = p_campaign;
  if not found then return null; end if;
  select * into tr from trunks where id = c.trunk_id and (tenant_id = app_tenant() or tenant_id is null);
  if not found then return null; end if;
  select * into tn from tenants where id = app_tenant();
  media := tr.carrier <> 'fake';
  if media then
    select coalesce(sum(capacity), 0) - greatest(coalesce(sum(active), 0), (select count(*) from leases l where l.media))
      into voice_free from voice_workers where heartbeat_at > now() - interval '15 seconds';
  end if;
  select coalesce(jsonb_object_agg(ca.agent_id, jsonb_build_object('share', ca.share, 'free', a.max_concurrent_calls
      - (select count(*) from leases l where l.agent_id = ca.agent_id))), '{}') into agents_free
    from campaign_agents ca join agents a on a.tenant_id = ca.tenant_id and a.id = ca.agent_id and a.status = 'active'
    where ca.tenant_id = c.tenant_id and ca.campaign_id = c.id;
  select jsonb_build_object(
    'campaignStatus', c.status,
    'trunkId', tr.id,
    'trunkStatus', tr.status,
    'trunkPausedReason', tr.paused_reason,
    'carrier', tr.carrier,
    'media', media,
    'campaignFree', c.max_concurrent_calls - (select count(*) from leases where campaign_id = c.id),
    'trunkFree', tr.max_concurrent_calls - (select count(*) from leases where trunk_id = tr.id),
    'tenantFree', tn.max_concurrent_calls - (select count(*) from leases where tenant_id = c.tenant_id),
    'agents', agents_free,
    'voiceFree', voice_free,
    'campaignCallsPerSecond', c.calls_per_second,
    'trunkCallsPerSecond', tr.calls_per_second,
    'campaignNextSlotAt', (select next_slot_at from limiters where kind = 'campaign' and id = c.id),
    'trunkNextSlotAt', (select next_slot_at from limiters where kind = 'trunk' and id = tr.id)) into out;
  return out;
end $$;

/* The same under lock: the limiters of the campaign stay locked until the transaction ends, so that what is free stays
   free until leases are taken. Rows are made and locked in one order everywhere. */
create function lock_limits(p_campaign uuid) returns jsonb
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  c record; media boolean;
begin
  select id, tenant_id, trunk_id into c from campaigns where tenant_id = app_tenant() and id = p_campaign;
  if not found then return null; end if;
  select carrier <> 'fake' into media from trunks where id = c.trunk_id and (tenant_id = app_tenant() or tenant_id is null);
  if not found then return null; end if;
  insert into limiters (kind, id)
    select 'agent', agent_id from campaign_agents where tenant_id = c.tenant_id and campaign_id = c.id
    union all select 'campaign', c.id union all select 'tenant', c.tenant_id union all select 'trunk', c.trunk_id
    union all select 'voice', '00000000-0000-0000-0000-000000000000'::uuid where media
    order by 1, 2
    on conflict do nothing;
  perform 1 from limiters
    where (kind = 'agent' and id in (select agent_id from campaign_agents where tenant_id = c.tenant_id and campaign_id = c.id))
       or (kind = 'campaign' and id = c.id) or (kind = 'tenant' and id = c.tenant_id) or (kind = 'trunk' and id = c.trunk_id)
       or (kind = 'voice' and media)
    order by kind, id for update;
  return read_limits(p_campaign);
end $$;

/* Moves the buckets of the campaign and its trunk forward after slots were given. Inside the transaction of lock_limits. */
create function set_next_slots(p_campaign uuid, p_campaign_next timestamptz, p_trunk_next timestamptz) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare c record;
begin
  select id, trunk_id into c from campaigns where tenant_id = app_tenant() and id = p_campaign;
  if not found then return; end if;
  update limiters set next_slot_at = p_campaign_next where kind = 'campaign' and id = c.id;
  update limiters set next_slot_at = p_trunk_next where kind = 'trunk' and id = c.trunk_id;
end $$;

/* A carrier that refuses the trunk's credentials is not asked again until somebody has mended them. A shared trunk is
   nobody's row to change, so this is the one change that a tenant's call may bring about. */
create function pause_trunk(p_trunk uuid, p_reason text) returns boolean
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  update trunks set status = 'paused', paused_reason = p_reason
    where id = p_trunk and (tenant_id = app_tenant() or tenant_id is null) and status = 'active';
  return found;
end $$;

/* Leases over all tenants, oldest first: what the reconciler looks at. */
create function leases_before(p_before timestamptz)
returns table (tenant_id uuid, attempt_id uuid, media boolean, acquired_at timestamptz)
language sql stable security definer set search_path = public, pg_temp as
$$ select l.tenant_id, l.attempt_id, l.media, l.acquired_at from leases l where l.acquired_at < p_before order by l.acquired_at $$;

/* Who may sign in with this address: asked before a tenant is known. */
create function sign_in_candidate(p_email text)
returns table (tenant_id uuid, id uuid, email text, name text, role text, password_hash text, disabled boolean)
language sql stable security definer set search_path = public, pg_temp as
$$ select u.tenant_id, u.id, u.email, u.name, u.role, u.password_hash, u.disabled_at is not null
   from users u where lower(u.email) = lower(p_email) $$;

/* Whose call it is: asked by the installation's voice workers, which name calls and no tenant. One index probe a tenant. */
create function tenant_of_call(p_call uuid) returns uuid
language sql stable security definer set search_path = public, pg_temp as
$$ select coalesce(
     (select l.tenant_id from leases l where l.attempt_id = p_call),
     (select t.id from tenants t where exists (select 1 from calls c where c.tenant_id = t.id and c.id = p_call))) $$;

/* Every tenant, for sweepers that then work inside each. */
create function tenant_ids() returns setof uuid language sql stable security definer set search_path = public, pg_temp as
$$ select id from tenants order by id $$;

/* Events that are visible to every later reader too: below the oldest running transaction. */
create function events_after(p_xid xid8, p_id uuid, p_limit int) returns setof events
language sql stable security definer set search_path = public, pg_temp as
$$ select * from events e
   where (e.xid, e.id) > (p_xid, p_id) and e.xid < pg_snapshot_xmin(pg_current_snapshot())
   order by e.xid, e.id limit least(p_limit, 1000) $$;

/* Effects that are due, over all tenants; the caller then takes each inside its tenant. */
create function outbox_due(p_limit int) returns table (tenant_id uuid, id uuid)
language sql stable security definer set search_path = public, pg_temp as
$$ select tenant_id, id from outbox where next_try_at <= now() order by next_try_at limit least(p_limit, 1000) $$;

/* After a bulk load: autovacuum comes a minute later, and plans made until then take a new list for an empty one. */
create function refresh_list_statistics() returns void
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  analyze persons, leads, lead_phones, campaign_leads;
end $$;
grant maintain on persons, leads, lead_phones, campaign_leads to ringfence_definer;

do $$
declare f text;
begin
  foreach f in array array['read_limits(uuid)', 'lock_limits(uuid)', 'pause_trunk(uuid, text)',
    'leases_before(timestamptz)', 'set_next_slots(uuid, timestamptz, timestamptz)', 'sign_in_candidate(text)', 'tenant_of_call(uuid)',
    'tenant_ids()', 'events_after(xid8, uuid, int)', 'outbox_due(int)',
    'refresh_list_statistics()'] loop
    execute 'alter function ' || f || ' owner to ringfence_definer';
    execute 'revoke all on function ' || f || ' from public';
    execute 'grant execute on function ' || f || ' to ringfence_app';
  end loop;
end $$;
revoke all on function ensure_partitions(int) from public;
grant execute on function ensure_partitions(int) to ringfence_app;
grant execute on function app_tenant(), uuid_floor(timestamptz) to ringfence_app, ringfence_definer;
