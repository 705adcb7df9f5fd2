-- Changes of law that officers enter, what they would do to waiting leads, and past days asked under other rules.

-- A change: provisions and holidays that come, and changes that end with it. Decided once, then kept as it was.
create table rule_changes (
  tenant_id uuid not null references tenants,
  id uuid not null default uuidv7(),
  title text not null check (length(title) between 1 and 300),
  reason text not null check (length(reason) between 10 and 2000),
  -- Provisions (domain/compliance/provision.ts), each with its own dates.
  amendments jsonb not null default '[]',
  -- [{ date, name, country, state }]
  holidays jsonb not null default '[]',
  -- Changes in force that end when this one is approved.
  ends uuid[] not null default '{}',
  status text not null default 'draft' check (status in ('draft', 'approved', 'rejected', 'withdrawn', 'ended')),
  created_by text not null,
  created_at timestamptz not null default now(),
  decided_by text,
  decided_at timestamptz,
  decision_note text not null default '' check (length(decision_note) <= 2000),
  ended_by uuid,
  ended_at timestamptz,
  primary key (tenant_id, id),
  check ((status = 'draft') = (decided_at is null)),
  check ((status = 'ended') = (ended_at is not null))
);
create index rule_changes_in_force on rule_changes (tenant_id, id) where status = 'approved';

-- One look at every waiting lead under the rules of a change: a preview, which writes nothing to leads, or the re-plan
-- that follows an approval.
create table rule_change_runs (
  tenant_id uuid not null,
  id uuid not null default uuidv7(),
  change_id uuid not null,
  kind text not null check (kind in ('preview', 'replan')),
  status text not null default 'queued' check (status in ('queued', 'running', 'completed', 'cancelled', 'failed')),
  rules_before text,
  rules_after text,
  total bigint not null default 0,
  looked bigint not null default 0,
  -- Where it goes on: the campaign and the lead that were looked at last.
  cursor_campaign uuid,
  cursor_lead uuid,
  error text,
  created_by text not null,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, change_id) references rule_changes
);
create index rule_change_runs_change on rule_change_runs (tenant_id, change_id, id);

-- What a run found, by campaign and place.
create table rule_change_effects (
  tenant_id uuid not null,
  run_id uuid not null,
  campaign_id uuid not null,
  place text not null,
  same bigint not null default 0,
  later bigint not null default 0,
  earlier bigint not null default 0,
  held bigint not null default 0,
  blocked bigint not null default 0,
  callable bigint not null default 0,
  -- Some leads that change: [{ leadId, move, before, after, rule, reason }].
  examples jsonb not null default '[]',
  primary key (tenant_id, run_id, campaign_id, place),
  foreign key (tenant_id, run_id) references rule_change_runs
);

-- A past day under other rules.
create table compliance_replays (
  tenant_id uuid not null references tenants,
  id uuid not null default uuidv7(),
  day date not null,
  -- By whose clock the day is.
  zone text not null,
  -- Changes beside the rules in force; the moment whose law is asked.
  changes uuid[] not null default '{}',
  rules_at timestamptz not null,
  status text not null default 'queued' check (status in ('queued', 'running', 'completed', 'cancelled', 'failed')),
  rules_version text,
  total bigint not null default 0,
  looked bigint not null default 0,
  made bigint not null default 0,
  not_made bigint not null default 0,
  unknown bigint not null default 0,
  cursor_attempt uuid,
  error text,
  created_by text not null,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz,
  primary key (tenant_id, id)
);

-- Calls of that day that would not have been made, or of which nobody can say.
create table compliance_replay_calls (
  tenant_id uuid not null,
  replay_id uuid not null,
  attempt_id uuid not null,
  campaign_id uuid,
  lead_id uuid,
  dialled_at timestamptz not null,
  answer text not null check (answer in ('not-made', 'unknown')),
  reason text not null,
  rule text,
  next_callable_at timestamptz,
  findings jsonb not null default '[]',
  -- Facts that were not kept and would have to be known.
  missing text[] not null default '{}',
  primary key (tenant_id, replay_id, attempt_id),
  foreign key (tenant_id, replay_id) references compliance_replays
);

create trigger raise_revision after update on rule_changes
  for each row execute function raise_compliance_revision();

-- What was decided stays as it was decided; a change in force can only end.
create function keep_decided_change() returns trigger language plpgsql as $$
begin
  if (new.title, new.reason, new.amendments, new.holidays, new.ends, new.created_by)
      is distinct from (old.title, old.reason, old.amendments, old.holidays, old.ends, old.created_by)
    or not (old.status = 'draft' and new.status in ('approved', 'rejected', 'withdrawn')
            or old.status = 'approved' and new.status = 'ended') then
    raise exception 'A change of rules is not edited: draft another one.' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger keep_decided before update on rule_changes for each row execute function keep_decided_change();

do $$
declare t text;
begin
  foreach t in array array['rule_changes', 'rule_change_runs', 'rule_change_effects', 'compliance_replays',
    'compliance_replay_calls'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy tenant on %I to ringfence_app using (tenant_id = app_tenant()) with check (tenant_id = app_tenant())', t);
    execute format('create policy definer on %I to ringfence_definer using (true) with check (true)', t);
    execute format('grant select, insert on %I to ringfence_app', t);
    execute format('grant select on %I to ringfence_definer', t);
  end loop;
end $$;
grant update (status, decided_by, decided_at, decision_note, ended_by, ended_at) on rule_changes to ringfence_app;
grant update on rule_change_runs, rule_change_effects, compliance_replays to ringfence_app;
