-- Files of numbers for a tenant's own do-not-call lists are read by a workflow: where it is, and how it ended.
alter table dnc_imports
  add column status text not null default 'completed'
    check (status in ('queued', 'running', 'completed', 'cancelled', 'failed')),
  add column file_key text not null default '',
  add column file_bytes bigint not null default 0,
  add column default_country text not null default 'US' check (default_country ~ '^[A-Z]{2}$'),
  add column expires_at timestamptz,
  -- Numbers before this byte are on the list; committed with them.
  add column stored_offset bigint not null default 0,
  -- Before this one, waiting leads have ended and calls have been hung up too. A restart begins here.
  add column enforced_offset bigint not null default 0,
  add column enforced_line bigint not null default 1,
  add column error text,
  add column started_at timestamptz,
  add check (enforced_offset <= stored_offset);
alter table dnc_imports alter column status set default 'queued';
-- Files were read within a request: one that did not finish was broken off.
update dnc_imports set status = 'failed', error = 'The request was broken off. Import the file again.', finished_at = now()
  where finished_at is null;

grant update (status, stored_offset, enforced_offset, enforced_line, error, started_at) on dnc_imports to ringfence_app;
