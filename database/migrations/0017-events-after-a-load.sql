-- Streams of events that go on after a dump was loaded, and limits of requests that API processes share.

-- ── events ──────────────────────────────────────────────────────────────────────────────────────────────────────────
-- Streams go by Postgres's transaction numbers, which begin anew in a cluster that a dump is loaded into: they count on as
-- the ledger does (0011).
create function event_count() returns xid8 language sql volatile as
$$ select (pg_current_xact_id()::text::bigint + coalesce(pg_sequence_last_value('public.ledger_shift'), 0))::text::xid8 $$;
alter table events alter column xid set default event_count();

create or replace function events_after(p_xid xid8, p_id uuid, p_limit int) returns setof events
language sql stable security definer set search_path = public, pg_temp as
$$ select * from events e where (e.xid, e.id) > (p_xid, p_id) and e.xid < ledger_horizon()
   order by e.xid, e.id limit least(p_limit, 1000) $$;

/* As in 0011; the events that are kept count too. */
create or replace function ledger_resume_count() returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
declare highest bigint; next bigint; shift bigint;
begin
  perform pg_advisory_xact_lock(hashtext('ledger_resume_count'));
  select max(greatest(coalesce(sealed.xid, 0), coalesce(written.xid, 0))) into highest from tenants t
    left join lateral (select h.last_xid::text::bigint as xid from ledger_heads h where h.tenant_id = t.id
      order by h.last_xid desc limit 1) sealed on true
    left join lateral (select e.xid::text::bigint as xid from ledger_entries e where e.tenant_id = t.id
      order by e.xid desc limit 1) written on true;
  highest := greatest(highest, (select e.xid::text::bigint from events e order by e.xid desc limit 1));
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

/*
 * Which course of events this database holds: another one after a load into another cluster or database, a failover, and a
 * restore that was marked. Transaction numbers of two courses cannot be compared.
 */
create function events_course() returns text language sql stable as
$$ select left(md5(concat_ws(' ', (select system_identifier from pg_control_system()),
     (select oid from pg_database where datname = current_database()), left(pg_walfile_name(pg_current_wal_lsn()), 8),
     (select value #>> '{}' from installation where key = 'restored_at'))), 12) $$;

-- ── limits of requests ──────────────────────────────────────────────────────────────────────────────────────────────
-- What each asker (hashed) asked in a minute, summed over API processes. Worth nothing after a crash.
create unlogged table request_counts (
  key bytea not null,
  minute bigint not null,
  count int not null,
  primary key (key, minute)
);
grant select, insert, update, delete on request_counts to ringfence_app;
