-- Why somebody was taken off the list of litigators.

alter table dnc_litigators add column removed_reason text;
grant update (removed_reason) on dnc_litigators to ringfence_app;
