-- A whole list remembers which version its doubts are about. Where another one came into force since, an officer is asked.
grant update (base_id) on dnc_list_versions to ringfence_app;
