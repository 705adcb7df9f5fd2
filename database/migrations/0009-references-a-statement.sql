-- References of leads, kept a statement at a time. A foreign key asks for each row by itself, and an import writes three
-- rows a lead and four such references: that was a third of what Postgres did for it.
--
-- The keys stay declared (NOT ENFORCED); these triggers keep them. As with a foreign key, a parent that was there before
-- the transaction is locked FOR KEY SHARE, so that it cannot go while its child comes. A parent of the same transaction
-- (its xmin says so) needs no lock: nobody else sees it. Transactions are READ COMMITTED, so whoever waited to remove a
-- parent then sees its new children. The functions ask as their caller: policies show a tenant all that its keys can mean.

create function refuse_reference(p_table text, p_constraint text, p_what text) returns void
language plpgsql set search_path = public, pg_temp as $$
begin
  raise exception using errcode = 'foreign_key_violation', message = p_what, table = p_table, constraint = p_constraint;
end $$;

-- ── children ────────────────────────────────────────────────────────────────────────────────────────────────────────

create function persons_have_tenants() returns trigger
language plpgsql set search_path = public, pg_temp as $$
declare missing bigint;
begin
  select count(*) into missing from (select distinct tenant_id from added) a
    left join lateral (select 1 as there from tenants t where t.id = a.tenant_id for key share) t on true
    where t.there is null;
  if missing > 0 then
    perform refuse_reference('persons', 'persons_tenant_id_fkey', 'a person''s tenant does not exist');
  end if;
  return null;
end $$;

/* `enable_seqscan`: plans are kept, and one made while a table was empty must not walk it when it is not. */
create function leads_have_parents() returns trigger
language plpgsql set search_path = public, pg_temp set enable_seqscan = off as $$
declare
  me constant xid := pg_current_xact_id()::xid;
  children bigint; made_here bigint; missing bigint;
begin
  select count(*) into missing from (select distinct tenant_id, list_id from added) a
    left join lateral (
      select 1 as there from lists l where l.tenant_id = a.tenant_id and l.id = a.list_id for key share) l on true
    where l.there is null;
  if missing > 0 then
    perform refuse_reference('leads', 'leads_tenant_id_list_id_fkey', 'a lead''s list does not exist');
  end if;
  select count(*), count(*) filter (where (
      select p.xmin from persons p where p.tenant_id = a.tenant_id and p.id = a.person_id) = me)
    into children, made_here from added a;
  if made_here = children then return null; end if;
  select count(*) into missing from added a
    left join lateral (
      select 1 as there from persons p where p.tenant_id = a.tenant_id and p.id = a.person_id for key share) p on true
    where p.there is null;
  if missing > 0 then
    perform refuse_reference('leads', 'leads_tenant_id_person_id_fkey', 'a lead''s person does not exist');
  end if;
  return null;
end $$;

create function phones_have_leads() returns trigger
language plpgsql set search_path = public, pg_temp set enable_seqscan = off as $$
declare
  me constant xid := pg_current_xact_id()::xid;
  children bigint; made_here bigint; missing bigint;
begin
  select count(*), count(*) filter (where (
      select l.xmin from leads l where l.tenant_id = a.tenant_id and l.id = a.lead_id) = me)
    into children, made_here from added a;
  if made_here = children then return null; end if;
  select count(*) into missing from added a
    left join lateral (
      select 1 as there from leads l where l.tenant_id = a.tenant_id and l.id = a.lead_id for key share) l on true
    where l.there is null;
  if missing > 0 then
    perform refuse_reference('lead_phones', 'lead_phones_tenant_id_lead_id_fkey', 'a number''s lead does not exist');
  end if;
  return null;
end $$;

create trigger persons_have_tenants after insert on persons
  referencing new table as added for each statement execute function persons_have_tenants();
create trigger leads_have_parents after insert on leads
  referencing new table as added for each statement execute function leads_have_parents();
create trigger phones_have_leads after insert on lead_phones
  referencing new table as added for each statement execute function phones_have_leads();

/* Rarely, one at a time: a lead that is moved to another list or person. */
create function moved_lead_has_parents() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
  perform 1 from lists where tenant_id = new.tenant_id and id = new.list_id for key share;
  if not found then perform refuse_reference('leads', 'leads_tenant_id_list_id_fkey', 'a lead''s list does not exist'); end if;
  perform 1 from persons where tenant_id = new.tenant_id and id = new.person_id for key share;
  if not found then perform refuse_reference('leads', 'leads_tenant_id_person_id_fkey', 'a lead''s person does not exist'); end if;
  return null;
end $$;
create trigger moved_lead_has_parents after update of list_id, person_id on leads for each row
  when ((old.list_id, old.person_id) is distinct from (new.list_id, new.person_id))
  execute function moved_lead_has_parents();

-- ── parents ─────────────────────────────────────────────────────────────────────────────────────────────────────────

/* What others refer to keeps its name. After the row: a policy that refuses is heard first. */
create function keys_stay() returns trigger language plpgsql as $$
begin
  raise exception using errcode = 'foreign_key_violation', table = tg_table_name,
    message = format('the key of a row of %s never changes', tg_table_name);
end $$;
create trigger keys_stay after update of id on tenants for each row when (old.id <> new.id) execute function keys_stay();
create trigger keys_stay after update of tenant_id, lead_id on lead_phones for each row
  when ((old.tenant_id, old.lead_id) is distinct from (new.tenant_id, new.lead_id)) execute function keys_stay();
do $$
declare t text;
begin
  foreach t in array array['lists', 'persons', 'leads'] loop
    execute format('create trigger keys_stay after update of tenant_id, id on %I for each row
      when ((old.tenant_id, old.id) is distinct from (new.tenant_id, new.id)) execute function keys_stay()', t);
  end loop;
end $$;

create function tenant_has_no_persons() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
  if exists (select from persons where tenant_id = old.id) then
    perform refuse_reference('persons', 'persons_tenant_id_fkey', 'the tenant still has persons');
  end if;
  return null;
end $$;
create trigger tenant_has_no_persons after delete on tenants for each row execute function tenant_has_no_persons();

create function list_has_no_leads() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
  if exists (select from leads where tenant_id = old.tenant_id and list_id = old.id) then
    perform refuse_reference('leads', 'leads_tenant_id_list_id_fkey', 'the list still has leads');
  end if;
  return null;
end $$;
create trigger list_has_no_leads after delete on lists for each row execute function list_has_no_leads();

create function person_has_no_leads() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
  if exists (select from leads where tenant_id = old.tenant_id and person_id = old.id) then
    perform refuse_reference('leads', 'leads_tenant_id_person_id_fkey', 'the person still has leads');
  end if;
  return null;
end $$;
create trigger person_has_no_leads after delete on persons for each row execute function person_has_no_leads();

/* A lead takes its numbers along. */
create function numbers_go_with_lead() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
  delete from lead_phones where tenant_id = old.tenant_id and lead_id = old.id;
  return null;
end $$;
create trigger numbers_go_with_lead after delete on leads for each row execute function numbers_go_with_lead();

alter table persons alter constraint persons_tenant_id_fkey not enforced;
alter table leads alter constraint leads_tenant_id_list_id_fkey not enforced;
alter table leads alter constraint leads_tenant_id_person_id_fkey not enforced;
alter table lead_phones alter constraint lead_phones_tenant_id_lead_id_fkey not enforced;

-- ── policies ────────────────────────────────────────────────────────────────────────────────────────────────────────

-- As a sub-select the tenant is looked up once a statement instead of once a row.
do $$
declare t text;
begin
  foreach t in array array['persons', 'leads', 'lead_phones'] loop
    execute format('alter policy tenant on %I using (tenant_id = (select app_tenant()))
      with check (tenant_id = (select app_tenant()))', t);
  end loop;
end $$;
