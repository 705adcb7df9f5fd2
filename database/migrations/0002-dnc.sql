-- Do-not-call registries: lists, their versions, who may use them; and what imports of numbers left behind.
--
-- The numbers themselves are no rows: each version is a folder of bitsets (registry/). Rows say which version is in force.

-- A list that a tenant brings. Others use it only where its owner granted that and they took it up.
create table dnc_lists (
  tenant_id uuid not null references tenants,
  id uuid not null default uuidv7(),
  list text not null check (list ~ '^(us-federal|uk-tps|uk-ctps|ca-national|us-state:US-[A-Z]{2})$'),
  created_by text not null default '',
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  unique (tenant_id, list)
);

create table dnc_list_versions (
  tenant_id uuid not null,
  id uuid not null default uuidv7(),
  list_id uuid not null,
  status text not null default 'building' check (status in
    ('building', 'awaiting-approval', 'active', 'superseded', 'rejected', 'cancelled', 'failed')),
  mode text not null check (mode in ('full', 'areas', 'changes')),
  -- The version that was in force when this one was begun: changes are changes of it.
  base_id uuid,
  file_key text not null,
  file_name text not null default '',
  file_bytes bigint not null,
  file_sha256 bytea not null,
  -- Area codes that were bought, so that one without a number is known from one without a file.
  bought_areas int[] not null default '{}',
  -- When it was obtained from who keeps the list. Of the oldest area code once it is built.
  as_of timestamptz not null,
  valid_until timestamptz not null,
  bytes_read bigint not null default 0,
  lines bigint not null default 0,
  blank bigint not null default 0,
  bad bigint not null default 0,
  repeated bigint not null default 0,
  added bigint not null default 0,
  deleted bigint not null default 0,
  -- The first bad lines: number and reason, never what stands in them.
  bad_lines jsonb not null default '[]',
  numbers bigint not null default 0,
  areas int[] not null default '{}',
  -- Why an officer is asked before it comes into force.
  doubts jsonb not null default '[]',
  error text,
  created_by text not null default '',
  created_at timestamptz not null default now(),
  loaded_at timestamptz,
  activated_at timestamptz,
  activated_by text,
  superseded_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, list_id) references dnc_lists,
  check ((status in ('active', 'superseded')) = (activated_at is not null))
);
create unique index dnc_list_versions_active on dnc_list_versions (tenant_id, list_id) where status = 'active';
create index dnc_list_versions_of_list on dnc_list_versions (tenant_id, list_id, id);

-- A tenant's own access to a list: under its own account with who keeps it, for the area codes that it bought.
create table dnc_subscriptions (
  tenant_id uuid not null references tenants,
  id uuid not null default uuidv7(),
  list text not null,
  list_tenant_id uuid not null,
  list_id uuid not null,
  -- Null: all area codes that the list has.
  areas int[],
  account text not null default '',
  expires_at timestamptz,
  granted_by text not null default '',
  created_at timestamptz not null default now(),
  accepted_at timestamptz,
  accepted_by text,
  ended_at timestamptz,
  ended_by text,
  -- The version of whose end the tenant was warned, and so many days before.
  warned_version_id uuid,
  warned_days int,
  primary key (tenant_id, id)
);
create unique index dnc_subscriptions_in_use on dnc_subscriptions (tenant_id, list)
  where accepted_at is not null and ended_at is null;
create index dnc_subscriptions_of_list on dnc_subscriptions (list_tenant_id, list_id);

-- A file of numbers that was read into the internal list, a campaign's, or that of litigators.
create table dnc_imports (
  tenant_id uuid not null references tenants,
  id uuid not null default uuidv7(),
  list text not null check (list in ('internal', 'campaign', 'litigator')),
  campaign_id uuid,
  file_name text not null default '',
  file_sha256 bytea not null,
  reason text not null default '',
  source text not null default '',
  lines bigint not null default 0,
  added bigint not null default 0,
  already_listed bigint not null default 0,
  bad bigint not null default 0,
  bad_lines jsonb not null default '[]',
  leads_ended bigint not null default 0,
  calls_hung_up bigint not null default 0,
  created_by text not null default '',
  created_at timestamptz not null default now(),
  finished_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, campaign_id) references campaigns
);

-- People known to sue. Kept apart from refusals: taking one of these off must never lift a refusal.
create table dnc_litigators (
  tenant_id uuid not null references tenants,
  id uuid not null default uuidv7(),
  number_hmac bytea not null,
  number_enc bytea,
  key_id text,
  tail text,
  import_id uuid,
  reason text not null default '',
  source text not null default '',
  created_by text not null default '',
  created_at timestamptz not null default now(),
  expires_at timestamptz,
  removed_at timestamptz,
  removed_by text,
  primary key (tenant_id, id),
  foreign key (tenant_id, import_id) references dnc_imports
);
create unique index dnc_litigators_number on dnc_litigators (tenant_id, number_hmac) where removed_at is null;

-- Where an entry of the internal list came from, for the day somebody asks.
alter table suppressions add column if not exists import_id uuid;

do $$
declare t text;
begin
  foreach t in array array['dnc_lists', 'dnc_list_versions', 'dnc_subscriptions', 'dnc_imports', 'dnc_litigators'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy definer on %I to ringfence_definer using (true) with check (true)', t);
    execute format('grant select, insert on %I to ringfence_app', t);
    execute format('grant select on %I to ringfence_definer', t);
  end loop;
  foreach t in array array['dnc_imports', 'dnc_litigators'] loop
    execute format('create policy tenant on %I to ringfence_app using (tenant_id = app_tenant()) with check (tenant_id = app_tenant())', t);
  end loop;
end $$;

-- Nobody gives himself access to another's list: his own rows name his own lists, grants come from `grant_dnc_list`.
create policy seen on dnc_subscriptions for select to ringfence_app
  using (tenant_id = app_tenant() or list_tenant_id = app_tenant());
create policy added on dnc_subscriptions for insert to ringfence_app
  with check (tenant_id = app_tenant() and list_tenant_id = app_tenant());
create policy changed on dnc_subscriptions for update to ringfence_app
  using (tenant_id = app_tenant()) with check (tenant_id = app_tenant());

create policy seen on dnc_lists for select to ringfence_app using (tenant_id = app_tenant()
  or exists (select from dnc_subscriptions s where s.tenant_id = app_tenant() and s.list_tenant_id = dnc_lists.tenant_id
    and s.list_id = dnc_lists.id and s.ended_at is null));
create policy added on dnc_lists for insert to ringfence_app with check (tenant_id = app_tenant());

create policy seen on dnc_list_versions for select to ringfence_app using (tenant_id = app_tenant()
  or (status in ('active', 'superseded') and exists (select from dnc_subscriptions s
    where s.tenant_id = app_tenant() and s.list_tenant_id = dnc_list_versions.tenant_id
      and s.list_id = dnc_list_versions.list_id and s.ended_at is null)));
create policy added on dnc_list_versions for insert to ringfence_app with check (tenant_id = app_tenant());
create policy changed on dnc_list_versions for update to ringfence_app
  using (tenant_id = app_tenant()) with check (tenant_id = app_tenant());

-- Versions are kept for as long as calls under them may be asked about: no delete.
grant update (status, as_of, valid_until, bytes_read, lines, blank, bad, repeated, added, deleted, bad_lines, numbers,
  areas, doubts, error, loaded_at, activated_at, activated_by, superseded_at) on dnc_list_versions to ringfence_app;
grant update (accepted_at, accepted_by, ended_at, ended_by, warned_version_id, warned_days) on dnc_subscriptions
  to ringfence_app;
grant update (file_sha256, lines, added, already_listed, bad, bad_lines, leads_ended, calls_hung_up, finished_at) on dnc_imports
  to ringfence_app;
grant update (reason, source, import_id, expires_at, removed_at, removed_by) on dnc_litigators to ringfence_app;
grant insert, update (ended_at, ended_by) on dnc_subscriptions to ringfence_definer;
-- For the lock on a list's row while one of its versions comes into force.
grant update (created_by) on dnc_lists to ringfence_app;
create policy changed on dnc_lists for update to ringfence_app
  using (tenant_id = app_tenant()) with check (tenant_id = app_tenant());

/* Offers a tenant's own list to another tenant, by slug; it counts once that tenant takes it up. Null: the list is not
   the caller's, or there is no such tenant. */
create function grant_dnc_list(p_list uuid, p_slug text, p_areas int[], p_account text, p_expires timestamptz, p_by text)
returns uuid language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare l record; t uuid; made uuid;
begin
  select tenant_id, id, list into l from dnc_lists where tenant_id = app_tenant() and id = p_list;
  if not found then return null; end if;
  select id into t from tenants where slug = p_slug and id <> app_tenant();
  if not found then return null; end if;
  insert into dnc_subscriptions (tenant_id, list, list_tenant_id, list_id, areas, account, expires_at, granted_by)
    values (t, l.list, l.tenant_id, l.id, p_areas, p_account, p_expires, p_by) returning id into made;
  return made;
end $$;

/* Ends another tenant's access to the caller's own list. */
create function end_dnc_grant(p_subscription uuid, p_by text) returns boolean
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  update dnc_subscriptions set ended_at = now(), ended_by = p_by
    where id = p_subscription and list_tenant_id = app_tenant() and tenant_id <> app_tenant() and ended_at is null;
  return found;
end $$;

do $$
declare f text;
begin
  foreach f in array array['grant_dnc_list(uuid, text, int[], text, timestamptz, text)', 'end_dnc_grant(uuid, text)'] loop
    execute 'alter function ' || f || ' owner to ringfence_definer';
    execute 'revoke all on function ' || f || ' from public';
    execute 'grant execute on function ' || f || ' to ringfence_app';
  end loop;
end $$;
