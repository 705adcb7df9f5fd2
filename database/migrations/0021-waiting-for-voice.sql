/* Running campaigns of all tenants that have a lead due and no call, and whose carrier needs a voice worker: those that a
   worker with room may serve. Ids alone. */
create function campaigns_without_voice() returns table (campaign_id uuid)
language sql stable security definer set search_path = public, pg_temp as $$
  select c.id from campaigns c
  join trunks t on t.id = c.trunk_id and t.carrier <> 'fake' and t.status = 'active'
  where c.status = 'running'
    and not exists (select 1 from leases l where l.campaign_id = c.id)
    -- By priority, as the index is: a campaign of a million leads that wait for their window costs ten probes.
    and exists (
      select 1 from generate_series(0, 9) as p cross join lateral (
        select 1 from campaign_leads cl
        where cl.tenant_id = c.tenant_id and cl.campaign_id = c.id and cl.state = 'waiting' and cl.priority = p
          and cl.next_attempt_at <= now() limit 1) as due)
  limit 1000
$$;
alter function campaigns_without_voice() owner to ringfence_definer;
revoke all on function campaigns_without_voice() from public;
grant execute on function campaigns_without_voice() to ringfence_app;
