-- One index for numbers, where there were two. Numbers spread over an index at random, so each of them costs an import
-- more than all that grow at their end. It finds leads by any of their numbers, by its first two columns, and a list holds
-- a number once as anybody's first phone: of the other phones the third column is null, and nulls differ.
create unique index lead_phones_in_list on lead_phones
  (tenant_id, number_hmac, (case when position = 0 then list_id end));
drop index lead_phones_number, lead_phones_first;

-- Which imports of a tenant are running is asked by each chunk.
create index imports_running on imports (tenant_id) where status = 'running';

-- The references of 0009, asked with all keys at once: an index walks through sorted keys, where it was entered anew for
-- each row. Planned for each statement, since a plan made for an empty table would walk a full one.

create or replace function leads_have_parents() returns trigger
language plpgsql set search_path = public, pg_temp set enable_seqscan = off set plan_cache_mode = force_custom_plan as $$
declare
  me constant xid := pg_current_xact_id()::xid;
  parents bigint; made_here bigint; missing bigint;
begin
  select count(*) into missing from (select distinct tenant_id, list_id from added) a
    left join lateral (
      select 1 as there from lists l where l.tenant_id = a.tenant_id and l.id = a.list_id for key share) l on true
    where l.there is null;
  if missing > 0 then
    perform refuse_reference('leads', 'leads_tenant_id_list_id_fkey', 'a lead''s list does not exist');
  end if;
  select sum(cardinality(a.ids)), sum(made.n) into parents, made_here
    from (select tenant_id, array_agg(distinct person_id) as ids from added group by tenant_id) a
    cross join lateral (
      select count(*) as n from persons p where p.tenant_id = a.tenant_id and p.id = any(a.ids) and p.xmin = me) made;
  if made_here = parents then return null; end if;
  select count(*) into missing from added a
    left join lateral (
      select 1 as there from persons p where p.tenant_id = a.tenant_id and p.id = a.person_id for key share) p on true
    where p.there is null;
  if missing > 0 then
    perform refuse_reference('leads', 'leads_tenant_id_person_id_fkey', 'a lead''s person does not exist');
  end if;
  return null;
end $$;

create or replace function phones_have_leads() returns trigger
language plpgsql set search_path = public, pg_temp set enable_seqscan = off set plan_cache_mode = force_custom_plan as $$
declare
  me constant xid := pg_current_xact_id()::xid;
  parents bigint; made_here bigint; missing bigint;
begin
  select sum(cardinality(a.ids)), sum(made.n) into parents, made_here
    from (select tenant_id, array_agg(distinct lead_id) as ids from added group by tenant_id) a
    cross join lateral (
      select count(*) as n from leads l where l.tenant_id = a.tenant_id and l.id = any(a.ids) and l.xmin = me) made;
  if made_here = parents then return null; end if;
  select count(*) into missing from added a
    left join lateral (
      select 1 as there from leads l where l.tenant_id = a.tenant_id and l.id = a.lead_id for key share) l on true
    where l.there is null;
  if missing > 0 then
    perform refuse_reference('lead_phones', 'lead_phones_tenant_id_lead_id_fkey', 'a number''s lead does not exist');
  end if;
  return null;
end $$;
