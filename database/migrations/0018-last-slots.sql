-- The pace of dialling: limits remember the last slot that was given, not the next. Where the next one lies follows from
-- the rate of the moment, so that a rate that grows (a ramp-up, a change by hand) counts from the next claim on.

-- A limit that has given a slot before waits once for the distance that was added then.
alter table limiters rename column next_slot_at to last_slot_at;

/* As before, with the last slots instead of the next ones. */
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
    'campaignLastSlotAt', (select last_slot_at from limiters where kind = 'campaign' and id = c.id),
    'trunkLastSlotAt', (select last_slot_at from limiters where kind = 'trunk' and id = tr.id)) into out;
  return out;
end $$;

/* Notes the last slots that were given under the limits of the campaign and of the trunk that lock_limits locked. Inside that
   transaction. */
drop function set_next_slots(uuid, uuid, timestamptz, timestamptz);
create function set_last_slots(p_campaign uuid, p_trunk uuid, p_campaign_last timestamptz, p_trunk_last timestamptz)
returns void
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform 1 from campaigns where tenant_id = app_tenant() and id = p_campaign;
  if not found then return; end if;
  perform 1 from trunks where id = p_trunk and (tenant_id = app_tenant() or tenant_id is null);
  if not found then return; end if;
  update limiters set last_slot_at = p_campaign_last where kind = 'campaign' and id = p_campaign;
  update limiters set last_slot_at = p_trunk_last where kind = 'trunk' and id = p_trunk;
end $$;
alter function set_last_slots(uuid, uuid, timestamptz, timestamptz) owner to ringfence_definer;
revoke all on function set_last_slots(uuid, uuid, timestamptz, timestamptz) from public;
grant execute on function set_last_slots(uuid, uuid, timestamptz, timestamptz) to ringfence_app;
