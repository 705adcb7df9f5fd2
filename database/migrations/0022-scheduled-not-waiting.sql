/* As before, without campaigns whose schedule begins later: those wait for no voice worker. */
create or replace function campaigns_without_voice() returns table (campaign_id uuid)
language sql stable security definer set search_path = public, pg_temp as $$
  select c.id from campaigns c
  join trunks t on t.id = c.trunk_id and t.carrier <> 'fake' and t.status = 'active'
  where c.status = 'running'
    -- A start that cannot be read never comes.
    and case when c.schedule->>'startAt' is null then true
      when pg_input_is_valid(c.schedule->>'startAt', 'timestamptz') then (c.schedule->>'startAt')::timestamptz <= now()
      else false end
    and not exists (select 1 from leases l where l.campaign_id = c.id)
    -- By priority, as the index is: a campaign of a million leads that wait for their window costs ten probes.
    and exists (
      select 1 from generate_series(0, 9) as p cross join lateral (
        select 1 from campaign_leads cl
        where cl.tenant_id = c.tenant_id and cl.campaign_id = c.id and cl.state = 'waiting' and cl.priority = p
          and cl.next_attempt_at <= now() limit 1) as due)
  limit 1000
$$;
