-- The engine: warm voice capacity, one call at a time for a person, limits that hold while they are waited for.

-- Processes of a voice worker that a call may have at once, and how long another takes to be ready. Null: the worker does
-- not say, and what it has room for counts as ready.
alter table voice_workers
  add column warm int check (warm >= 0),
  add column refill_ms int check (refill_ms > 0);

-- One person may be a lead in many lists: no two of them are called at once. Null for calls to nobody that is on a list.
alter table leases add column person_id uuid;
update leases l set person_id = a.person_id from attempts a
  where a.tenant_id = l.tenant_id and a.id = l.attempt_id
    and not exists (select 1 from leases o join attempts b on b.tenant_id = o.tenant_id and b.id = o.attempt_id
                    where o.tenant_id = l.tenant_id and b.person_id = a.person_id and o.attempt_id < l.attempt_id);
create unique index leases_person on leases (tenant_id, person_id) where person_id is not null;

/* What the limits of a campaign leave free, and the voice capacity that is warm: `voice.waiting` counts calls under way to
   their agent, which may have its process already or not. Otherwise as before. */
create or replace function read_limits(p_campaign uuid) returns jsonb
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  c record; tr record; tn record; out jsonb; media boolean; voice jsonb := null; agents_free jsonb;
begin
  select * into c from campaigns where tenant_id = app_tenant() and id = p_campaign;
  if not found then return null; end if;
  select * into tr from trunks where id = c.trunk_id and (tenant_id = app_tenant() or tenant_id is null);
  if not found then return null; end if;
  select * into tn from tenants where id = app_tenant();
  media := tr.carrier <> 'fake';
  if media then
    select jsonb_build_object(
        'free', coalesce(sum(capacity), 0) - greatest(coalesce(sum(active), 0), (select count(*) from leases l where l.media)),
        'warm', coalesce(sum(coalesce(warm, capacity)), 0),
        'refillPerSecond', coalesce(sum(case when ready > 0 then 1000.0 / refill_ms end), 0),
        'waiting', (select count(*) from leases l join attempts a on a.tenant_id = l.tenant_id and a.id = l.attempt_id
                    where l.media and a.state = 'leased'))
      into voice from voice_workers where heartbeat_at > now() - interval '15 seconds';
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
    'voice', voice,
    'campaignCallsPerSecond', c.calls_per_second,
    'trunkCallsPerSecond', tr.calls_per_second,
    'campaignNextSlotAt', (select next_slot_at from limiters where kind = 'campaign' and id = c.id),
    'trunkNextSlotAt', (select next_slot_at from limiters where kind = 'trunk' and id = tr.id)) into out;
  return out;
end $$;

/* The same under lock. A trunk, carrier or agent that the campaign was given while this waited is not locked: then
   nothing may be claimed under these limits, and the answer is { "changed": true }. */
create or replace function lock_limits(p_campaign uuid) returns jsonb
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  c record; media boolean; agent_ids uuid[]; limits jsonb;
begin
  select id, tenant_id, trunk_id into c from campaigns where tenant_id = app_tenant() and id = p_campaign;
  if not found then return null; end if;
  select carrier <> 'fake' into media from trunks where id = c.trunk_id and (tenant_id = app_tenant() or tenant_id is null);
  if not found then return null; end if;
  select coalesce(array_agg(agent_id), '{}') into agent_ids
    from campaign_agents where tenant_id = c.tenant_id and campaign_id = c.id;
  insert into limiters (kind, id)
    select 'agent', unnest(agent_ids)
    union all select 'campaign', c.id union all select 'tenant', c.tenant_id union all select 'trunk', c.trunk_id
    union all select 'voice', '00000000-0000-0000-0000-000000000000'::uuid where media
    order by 1, 2
    on conflict do nothing;
  perform 1 from limiters
    where (kind = 'agent' and id = any(agent_ids))
       or (kind = 'campaign' and id = c.id) or (kind = 'tenant' and id = c.tenant_id) or (kind = 'trunk' and id = c.trunk_id)
       or (kind = 'voice' and media)
    order by kind, id for update;
  limits := read_limits(p_campaign);
  if limits is null then return null; end if;
  if (limits->>'trunkId')::uuid <> c.trunk_id or (limits->>'media')::boolean <> media
    or exists (select 1 from jsonb_object_keys(limits->'agents') as agent where agent::uuid <> all(agent_ids))
  then return '{"changed": true}'; end if;
  return limits;
end $$;

/* Moves the buckets of the campaign and of the trunk that lock_limits locked forward. Inside that transaction. */
drop function set_next_slots(uuid, timestamptz, timestamptz);
create function set_next_slots(p_campaign uuid, p_trunk uuid, p_campaign_next timestamptz, p_trunk_next timestamptz)
returns void
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform 1 from campaigns where tenant_id = app_tenant() and id = p_campaign;
  if not found then return; end if;
  perform 1 from trunks where id = p_trunk and (tenant_id = app_tenant() or tenant_id is null);
  if not found then return; end if;
  update limiters set next_slot_at = p_campaign_next where kind = 'campaign' and id = p_campaign;
  update limiters set next_slot_at = p_trunk_next where kind = 'trunk' and id = p_trunk;
end $$;
alter function set_next_slots(uuid, uuid, timestamptz, timestamptz) owner to ringfence_definer;
revoke all on function set_next_slots(uuid, uuid, timestamptz, timestamptz) from public;
grant execute on function set_next_slots(uuid, uuid, timestamptz, timestamptz) to ringfence_app;
