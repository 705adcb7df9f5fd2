-- A ledger that goes on after a dump was loaded, whose stalls show; choosing less protection as a change of law.

-- ── the ledger's count of transactions ──────────────────────────────────────────────────────────────────────────────
-- Entries are sealed in the order of Postgres's transaction numbers. A database that was dumped and loaded into a new
-- cluster counts from the beginning: the ledger adds `ledger_shift` to that count, so that what comes now is above all
-- that was kept. Sequences, since a dump keeps their values.

create sequence ledger_shift minvalue 0;
-- At least the count of everything that is sealed. The sealer raises it.
create sequence ledger_high minvalue 0;

/* The next entry's place in the order of sealing. Refused below what is sealed: it would never be sealed itself. */
create function ledger_count() returns xid8 language plpgsql volatile as $$
declare n bigint := pg_current_xact_id()::text::bigint + coalesce(pg_sequence_last_value('public.ledger_shift'), 0);
begin
  if n <= coalesce(pg_sequence_last_value('public.ledger_high'), 0) then
    raise exception 'the ledger counts from below what it has sealed: a dump was loaded, and the count must go on first'
      using errcode = 'object_not_in_prerequisite_state', hint = 'The sealer and every start take it up again.';
  end if;
  return n::text::xid8;
end $$;
alter table ledger_entries alter column xid set default ledger_count();

/* Every later reader sees the entries below it. */
create function ledger_horizon() returns xid8 language sql stable as
$$ select (pg_snapshot_xmin(pg_current_snapshot())::text::bigint
           + coalesce(pg_sequence_last_value('public.ledger_shift'), 0))::text::xid8 $$;

/*
 * Takes up the count above everything that is kept, where Postgres counts from below it. True: it had to, and every head
 * from now on names the restore.
 */
create function ledger_resume_count() returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
declare highest bigint; next bigint; shift bigint;
begin
  perform pg_advisory_xact_lock(hashtext('ledger_resume_count'));
  select max(greatest(coalesce(sealed.xid, 0), coalesce(written.xid, 0))) into highest from tenants t
    left join lateral (select h.last_xid::text::bigint as xid from ledger_heads h where h.tenant_id = t.id
      order by h.last_xid desc limit 1) sealed on true
    left join lateral (select e.xid::text::bigint as xid from ledger_entries e where e.tenant_id = t.id
      order by e.xid desc limit 1) written on true;
  shift := coalesce(pg_sequence_last_value('ledger_shift'), 0);
  next := pg_snapshot_xmax(pg_current_snapshot())::text::bigint;
  if coalesce(highest, 0) < next + shift then
    return false;
  end if;
  perform setval('ledger_shift', highest + 1 - pg_snapshot_xmin(pg_current_snapshot())::text::bigint);
  insert into installation (key, value)
    values ('restored_at', to_jsonb(to_char(now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')))
    on conflict (key) do update set value = excluded.value;
  return true;
end $$;

/* Entries up to this count are sealed. Of several sealers that say so, none takes it back by much: a bound, no place. */
create function ledger_sealed_up_to(sealed xid8) returns void
language sql security definer set search_path = public, pg_temp as
$$ select setval('ledger_high', greatest(sealed::text::bigint, coalesce(pg_sequence_last_value('ledger_high'), 0))) $$;

create or replace function ledger_due() returns setof uuid
language sql stable security definer set search_path = public, pg_temp as
$$ select t.id from tenants t
   left join lateral (select h.last_xid, h.last_id from ledger_heads h where h.tenant_id = t.id
     order by h.size desc limit 1) sealed on true
   where exists (select from ledger_entries e where e.tenant_id = t.id and e.xid < ledger_horizon()
     and (e.xid, e.id) > (coalesce(sealed.last_xid, '0'::xid8), coalesce(sealed.last_id, '00000000-0000-0000-0000-000000000000'))) $$;

/* What no head covers yet, of one tenant or (null) of each: how many entries, at most 100,000, and when the first was written. */
create function ledger_backlog(of_tenant uuid) returns table (tenant_id uuid, entries bigint, oldest_at timestamptz)
language sql stable security definer set search_path = public, pg_temp as
$$ select t.id, waiting.entries, first.at from tenants t
   left join lateral (select h.last_xid, h.last_id from ledger_heads h where h.tenant_id = t.id
     order by h.size desc limit 1) sealed on true
   cross join lateral (select coalesce(sealed.last_xid, '0'::xid8) as xid,
     coalesce(sealed.last_id, '00000000-0000-0000-0000-000000000000') as id) last
   cross join lateral (select e.at from ledger_entries e where e.tenant_id = t.id and (e.xid, e.id) > (last.xid, last.id)
     order by e.xid, e.id limit 1) first
   cross join lateral (select count(*) as entries from (select from ledger_entries e
     where e.tenant_id = t.id and (e.xid, e.id) > (last.xid, last.id) limit 100000) e) waiting
   where of_tenant is null or t.id = of_tenant $$;

grant select on sequence ledger_shift, ledger_high to ringfence_app;
grant select, update on sequence ledger_shift, ledger_high to ringfence_definer;
grant insert, update on installation to ringfence_definer;
do $$
declare f text;
begin
  foreach f in array array['ledger_resume_count()', 'ledger_sealed_up_to(xid8)', 'ledger_backlog(uuid)'] loop
    execute format('alter function %s owner to ringfence_definer', f);
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to ringfence_app', f);
  end loop;
end $$;
select setval('ledger_high', greatest(1, (select max(last_xid::text::bigint) from ledger_heads)));

-- ── less protection is a change of law ──────────────────────────────────────────────────────────────────────────────
-- What a change takes away or loosens, beside the rules that it brings: { packs, stricter, holidays, overrides, fourEyes }.

alter table rule_changes add column relaxes jsonb not null default '{}';
create or replace function keep_decided_change() returns trigger language plpgsql as $$
begin
  if (new.title, new.reason, new.amendments, new.holidays, new.ends, new.relaxes, new.created_by)
      is distinct from (old.title, old.reason, old.amendments, old.holidays, old.ends, old.relaxes, old.created_by)
    or not (old.status = 'draft' and new.status in ('approved', 'rejected', 'withdrawn')
            or old.status = 'approved' and new.status = 'ended') then
    raise exception 'A change of rules is not edited: draft another one.' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
