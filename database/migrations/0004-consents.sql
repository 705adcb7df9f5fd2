-- Consent, and what a tenant chose of the rules: compliance profile, overrides, holidays, reassigned numbers.

-- A person's consent. Given once, never edited: a change of mind is a revocation, another wording another consent.
create table consents (
  tenant_id uuid not null,
  id uuid not null default uuidv7(),
  person_id uuid not null,
  scope text not null check (scope in ('informational', 'telemarketing', 'automated-voice')),
  -- How it was given (CONSENT_SOURCES), and where exactly: a form's name, a contract's number.
  source text not null check (length(source) between 1 and 60),
  source_detail text not null default '' check (length(source_detail) <= 500),
  -- The words that the person agreed to.
  text_shown text not null default '' check (length(text_shown) <= 10000),
  given_at timestamptz not null,
  expires_at timestamptz check (expires_at > given_at),
  -- A signed form or a recording, in the file store.
  evidence_key text,
  evidence_name text,
  evidence_sha256 bytea,
  lead_id uuid,
  recorded_by text not null default '',
  created_at timestamptz not null default now(),
  revoked_at timestamptz,
  revoked_by text,
  revoked_reason text,
  primary key (tenant_id, id),
  foreign key (tenant_id, person_id) references persons,
  check ((revoked_at is null) = (revoked_by is null))
);
create index consents_person on consents (tenant_id, person_id);

-- What a tenant chose. No row: every law pack, nothing stricter.
create table compliance_profiles (
  tenant_id uuid primary key references tenants,
  -- Raised by every change to what the tenant's rules are made of: compiled rules are kept under it.
  revision bigint not null default 1,
  -- Law packs. Null: all of them.
  packs text[],
  -- Provisions (domain/compliance/provision.ts) by which the tenant is stricter than its packs.
  stricter jsonb not null default '[]',
  -- Who calls, as the law wants it said, and the toll-free number for messages.
  caller_name text check (length(caller_name) between 1 and 200),
  toll_free_number text check (toll_free_number ~ '^\+[1-9][0-9]{6,14}$'),
  updated_by text not null default '',
  updated_at timestamptz not null default now()
);

-- An owner's decision to be laxer than a provision. Kept with its reason after it is withdrawn.
create table compliance_overrides (
  tenant_id uuid not null references tenants,
  id uuid not null default uuidv7(),
  provision text not null check (length(provision) between 1 and 200),
  reason text not null check (length(reason) between 10 and 2000),
  from_at timestamptz not null default now(),
  until_at timestamptz check (until_at > from_at),
  created_by text not null,
  created_at timestamptz not null default now(),
  withdrawn_at timestamptz,
  withdrawn_by text,
  primary key (tenant_id, id),
  check ((withdrawn_at is null) = (withdrawn_by is null))
);
create unique index compliance_overrides_one on compliance_overrides (tenant_id, provision) where withdrawn_at is null;

-- Days on which a tenant's rules treat a place as on a holiday, beside the reviewed tables.
create table compliance_holidays (
  tenant_id uuid not null references tenants,
  id uuid not null default uuidv7(),
  on_date date not null,
  name text not null check (length(name) between 1 and 200),
  country text not null check (country ~ '^[A-Z]{2}$'),
  -- As US-LA. Null: the whole country.
  state text check (state ~ '^[A-Z]{2}-[A-Z0-9]{1,3}$'),
  created_by text not null default '',
  created_at timestamptz not null default now(),
  removed_at timestamptz,
  removed_by text,
  primary key (tenant_id, id)
);
create unique index compliance_holidays_one on compliance_holidays
  (tenant_id, on_date, country, coalesce(state, '')) where removed_at is null;

-- What a reassigned-numbers database said of a number and a date of consent: the newest answer of each number.
create table reassigned_numbers (
  tenant_id uuid not null references tenants,
  number_hmac bytea not null,
  -- 'yes': disconnected on or after the date of consent. 'unknown': asked, and it could not say.
  state text not null check (state in ('no', 'yes', 'unknown')),
  consent_at timestamptz not null,
  -- The state of the data that answered.
  as_of timestamptz not null,
  source text not null,
  asked_at timestamptz not null,
  primary key (tenant_id, number_hmac)
);

-- Told by a file, a look-up or a person; null: the numbering data is asked.
alter table lead_phones add column number_type text check (number_type in ('mobile', 'landline', 'unknown'));
-- What whoever is in the list agreed to, where the list as a whole can say it: recorded for each person at import.
-- { scopes, source, sourceDetail, textShown, givenAt | givenAtColumn, expiresAfterDays }.
alter table lists add column consent jsonb not null default '{}';
-- False only where people talk: an artificial voice is the stricter case.
alter table campaigns add column automated_voice boolean not null default true;
-- What had to be said: [{ key, said, at, withinMs }].
alter table calls add column disclosures jsonb not null default '[]';
-- Who called us, and talked: the rules of debt collection look at it.
create index calls_incoming on calls (tenant_id, number_hmac, id) where direction = 'inbound' and number_hmac is not null;

-- Raises the tenant's revision. Attached to every table that the tenant's rules are made of.
create function raise_compliance_revision() returns trigger language plpgsql as $$
begin
  insert into compliance_profiles (tenant_id) values (new.tenant_id)
    on conflict (tenant_id) do update set revision = compliance_profiles.revision + 1;
  return null;
end $$;
create trigger raise_revision after insert or update on compliance_overrides
  for each row execute function raise_compliance_revision();
create trigger raise_revision after insert or update on compliance_holidays
  for each row execute function raise_compliance_revision();

-- What was taken back stays taken back, for every role.
create function keep_taken_back() returns trigger language plpgsql as $$
begin
  if to_jsonb(old) ->> tg_argv[0] is not null and to_jsonb(new) is distinct from to_jsonb(old) then
    raise exception 'A record of % that was taken back is not changed any more: add a new one.', tg_table_name
      using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create function keep_evidence() returns trigger language plpgsql as $$
begin
  if old.evidence_key is not null
    and (new.evidence_key, new.evidence_sha256) is distinct from (old.evidence_key, old.evidence_sha256) then
    raise exception 'The evidence of a consent is not replaced: record the consent anew.'
      using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger keep_evidence before update on consents for each row execute function keep_evidence();
create trigger keep_revoked before update on consents for each row execute function keep_taken_back('revoked_at');
create trigger keep_withdrawn before update on compliance_overrides
  for each row execute function keep_taken_back('withdrawn_at');
create trigger keep_removed before update on compliance_holidays
  for each row execute function keep_taken_back('removed_at');

do $$
declare t text;
begin
  foreach t in array array['consents', 'compliance_profiles', 'compliance_overrides', 'compliance_holidays',
    'reassigned_numbers'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy tenant on %I to ringfence_app using (tenant_id = app_tenant()) with check (tenant_id = app_tenant())', t);
    execute format('create policy definer on %I to ringfence_definer using (true) with check (true)', t);
    execute format('grant select, insert on %I to ringfence_app', t);
    execute format('grant select on %I to ringfence_definer', t);
  end loop;
end $$;
-- A consent is evidence: revoked or given its file once, never edited or deleted.
grant update (revoked_at, revoked_by, revoked_reason, evidence_key, evidence_name, evidence_sha256) on consents
  to ringfence_app;
grant update (withdrawn_at, withdrawn_by) on compliance_overrides to ringfence_app;
grant update (removed_at, removed_by) on compliance_holidays to ringfence_app;
grant update on compliance_profiles, reassigned_numbers to ringfence_app;
