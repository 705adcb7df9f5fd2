-- The ledger: every decision, in one append-only table; the seals over it; the keys of persons' data in it.

-- ── entries ─────────────────────────────────────────────────────────────────────────────────────────────────────────

-- What an entry says is free of identity: ids, a keyed index of the number, a body of facts. `leaf` is the hash of its
-- canonical line (domain/ledger/entry.ts), made when it is appended, so that a later change of any column shows.
-- Read in the order of sealing by (xid, id) below the snapshot horizon: ids are given before commit.
create table ledger_entries (
  tenant_id uuid not null,
  id uuid not null,
  xid xid8 not null default pg_current_xact_id(),
  at timestamptz not null,
  kind text not null check (kind in ('verdict', 'intent', 'outcome', 'opt-out', 'consent', 'override', 'list-activation',
    'rule-change', 'export', 'look-up', 'erasure', 'receipt', 'restore')),
  campaign_id uuid,
  lead_id uuid,
  person_id uuid,
  attempt_id uuid,
  number_hmac bytea,
  -- The rules it rests on: for a refusal, those that refused.
  rules text[] not null default '{}',
  actor text,
  -- JSON as it was written, byte for byte: jsonb would order and space it anew, and cost more.
  body text not null,
  -- Under the person's own key. The line holds its SHA-256, so the proof outlives the key.
  personal_enc bytea,
  leaf bytea not null check (length(leaf) = 32),
  primary key (tenant_id, id)
) partition by range (id);
create index ledger_entries_order on ledger_entries (tenant_id, xid, id);
create index ledger_entries_lead on ledger_entries (tenant_id, lead_id, id) where lead_id is not null;
create index ledger_entries_campaign on ledger_entries (tenant_id, campaign_id, id) where campaign_id is not null;
create index ledger_entries_number on ledger_entries (tenant_id, number_hmac, id) where number_hmac is not null;
create table ledger_entries_other partition of ledger_entries default;

-- One key a person, sealed by the installation's keyring. Erasing the person deletes it.
create table person_keys (
  tenant_id uuid not null,
  person_id uuid not null,
  key_enc bytea not null,
  key_id text not null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, person_id),
  foreign key (tenant_id, person_id) references persons
);

-- ── seals ───────────────────────────────────────────────────────────────────────────────────────────────────────────

-- Ed25519 keys of the installation; private halves sealed by its keyring, which Postgres does not have.
create table ledger_signing_keys (
  id text primary key,
  public_key bytea not null check (length(public_key) = 32),
  private_enc bytea not null,
  key_id text not null,
  -- The key before it, and its signature over this one: who trusts that key may trust this.
  endorsed_by text,
  endorsement bytea,
  created_at timestamptz not null default now()
);

-- One row a batch: the leaves that were sealed, in order, and the signed head of the tree of all leaves up to them.
create table ledger_heads (
  tenant_id uuid not null references tenants,
  -- Leaves of the tree under this head; the batch is [first_seq, size).
  size bigint not null check (size > first_seq),
  first_seq bigint not null check (first_seq >= 0),
  -- The restore that came before it, if any: heads from before and after a restore may disagree, and say so.
  restored_at timestamptz,
  root bytea not null check (length(root) = 32),
  at timestamptz not null,
  signing_key text not null,
  signature bytea not null,
  entry_ids uuid[] not null,
  -- 32 bytes each.
  leaves bytea not null,
  -- Roots of the complete subtrees of the whole tree, largest first: what the next batch goes on from.
  frontier bytea not null,
  last_xid xid8 not null,
  last_id uuid not null,
  primary key (tenant_id, size),
  check (cardinality(entry_ids) = size - first_seq and length(leaves) = 32 * (size - first_seq))
);
-- One batch follows another: two sealers can never fork the tree.
create unique index ledger_heads_first on ledger_heads (tenant_id, first_seq);
create unique index ledger_heads_last on ledger_heads (tenant_id, last_xid, last_id);

-- Roots of complete subtrees of 256, 65,536, ... leaves (level 8, 16, ...), so that a proof reads few rows.
create table ledger_nodes (
  tenant_id uuid not null references tenants,
  level smallint not null check (level > 0 and level % 8 = 0),
  index bigint not null,
  hash bytea not null check (length(hash) = 32),
  primary key (tenant_id, level, index)
);

create table ledger_exports (
  tenant_id uuid not null references tenants,
  id uuid not null default uuidv7(),
  status text not null default 'queued' check (status in ('queued', 'running', 'completed', 'cancelled', 'failed')),
  -- The head it ends at, and the entries [from_seq, to_seq) that it holds.
  head_size bigint,
  from_seq bigint not null default 0,
  to_seq bigint,
  written bigint not null default 0,
  file_key text,
  bytes bigint,
  error text,
  created_by text not null,
  created_at timestamptz not null default now(),
  finished_at timestamptz,
  primary key (tenant_id, id)
);

-- ── partitions ──────────────────────────────────────────────────────────────────────────────────────────────────────

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'the ledger is append-only: % of % is refused', lower(tg_op), tg_table_name
    using errcode = 'restrict_violation';
end $$;

-- As before, for every partitioned table there is, whoever added it. Statement triggers do not pass to partitions by
-- themselves: one of an append-only table gets its own.
create or replace function ensure_partitions(months_ahead int default 2) returns int
language plpgsql security definer set search_path = public, pg_temp as $$
declare parent text; month timestamptz; child text; made int := 0;
begin
  perform pg_advisory_xact_lock(hashtext('ensure_partitions'));
  for parent in select c.relname from pg_partitioned_table p join pg_class c on c.oid = p.partrelid
    where c.relnamespace = 'public'::regnamespace order by 1 loop
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
        if exists (select from pg_trigger where tgrelid = parent::regclass and tgname = 'append_only_truncate') then
          execute format('create trigger append_only_truncate before truncate on %I execute function refuse_change()', child);
        end if;
        made := made + 1;
      end if;
    end loop;
  end loop;
  return made;
end $$;

do $$
declare t text;
begin
  foreach t in array array['ledger_entries', 'ledger_heads', 'ledger_nodes', 'ledger_signing_keys'] loop
    execute format('create trigger append_only before update or delete on %I for each row execute function refuse_change()', t);
    execute format('create trigger append_only_truncate before truncate on %I execute function refuse_change()', t);
  end loop;
end $$;
create trigger append_only_truncate before truncate on ledger_entries_other execute function refuse_change();
select ensure_partitions();

-- ── row-level security ──────────────────────────────────────────────────────────────────────────────────────────────

do $$
declare t text;
begin
  foreach t in array array['ledger_entries', 'person_keys', 'ledger_heads', 'ledger_nodes', 'ledger_exports'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy tenant on %I to ringfence_app using (tenant_id = app_tenant()) with check (tenant_id = app_tenant())', t);
    execute format('create policy definer on %I to ringfence_definer using (true) with check (true)', t);
    execute format('grant select, insert on %I to ringfence_app', t);
    execute format('grant select on %I to ringfence_definer', t);
  end loop;
end $$;
alter table ledger_entries_other enable row level security;
alter table ledger_entries_other force row level security;
grant delete on person_keys to ringfence_app;
grant update on ledger_exports to ringfence_app;
grant select, insert on ledger_signing_keys to ringfence_app;

-- ── narrow functions ────────────────────────────────────────────────────────────────────────────────────────────────

/* Tenants that have entries which no head covers yet and every later reader will see. Ids only. */
create function ledger_due() returns setof uuid
language sql stable security definer set search_path = public, pg_temp as
$$ select t.id from tenants t
   left join lateral (select h.last_xid, h.last_id from ledger_heads h where h.tenant_id = t.id
     order by h.size desc limit 1) sealed on true
   where exists (select from ledger_entries e where e.tenant_id = t.id and e.xid < pg_snapshot_xmin(pg_current_snapshot())
     and (e.xid, e.id) > (coalesce(sealed.last_xid, '0'::xid8), coalesce(sealed.last_id, '00000000-0000-0000-0000-000000000000'))) $$;
alter function ledger_due() owner to ringfence_definer;
revoke all on function ledger_due() from public;
grant execute on function ledger_due() to ringfence_app;

-- ── what was decided before ─────────────────────────────────────────────────────────────────────────────────────────
-- Verdicts become entries. The line is the one of domain/ledger/entry.ts: keys in order, no spaces.

insert into ledger_entries (tenant_id, id, at, kind, campaign_id, lead_id, attempt_id, number_hmac, body, leaf)
select v.tenant_id, v.id, date_trunc('milliseconds', v.at), 'verdict', v.campaign_id, v.lead_id, v.attempt_id, v.number_hmac, v.body,
  sha256('\x00'::bytea || convert_to(
    '{"actor":null,"at":"' || to_char(v.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
    || '","attempt":' || coalesce('"' || v.attempt_id || '"', 'null') || ',"body":' || v.body
    || ',"campaign":' || coalesce('"' || v.campaign_id || '"', 'null') || ',"id":"' || v.id || '","kind":"verdict","lead":'
    || coalesce('"' || v.lead_id || '"', 'null') || ',"number":' || coalesce('"' || encode(v.number_hmac, 'hex') || '"', 'null')
    || ',"person":null,"personal":null,"rules":[],"tenant":"' || v.tenant_id || '","v":1}', 'UTF8'))
from (
  select *, jsonb_build_object('phase', phase, 'result', result, 'reason', reason, 'nextCallableAt', next_callable_at,
    'findings', findings, 'rulesVersion', rules_version, 'dataVersions', data_versions)::text as body
  from verdicts) v;
drop table verdicts;
