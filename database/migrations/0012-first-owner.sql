/* Can nobody sign in on this installation yet? Asked before a tenant is known, and again by the set-up, whose lock
   makes it true for one. */
create function awaits_owner() returns boolean
language sql stable security definer set search_path = public, pg_temp as
$$ select not exists (select from users) $$;
alter function awaits_owner() owner to ringfence_definer;
revoke all on function awaits_owner() from public;
grant execute on function awaits_owner() to ringfence_app;
