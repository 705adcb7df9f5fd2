-- One index for numbers, where there were two. Numbers spread over an index at random, so each of them costs an import
-- more than all that grow at their end. It finds leads by any of their numbers, by its first two columns, and a list holds
-- a number once as anybody's first phone: of the other phones the third column is null, and nulls differ.
create unique index lead_phones_in_list on lead_phones
  (tenant_id, number_hmac, (case when position = 0 then list_id end));
drop index lead_phones_number, lead_phones_first;

-- Which imports of a tenant are running is asked by each chunk.
create index imports_running on imports (tenant_id) where status = 'running';
