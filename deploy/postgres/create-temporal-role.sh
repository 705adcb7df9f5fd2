#!/bin/sh
# Runs once, when the data folder is created: Temporal has a role of its own and never sees Ringfence's tables.
set -eu
psql -v ON_ERROR_STOP=1 -U "$POSTGRES_USER" -d "$POSTGRES_DB" -v password="$TEMPORAL_DB_PASSWORD" <<'SQL'
create role temporal login createdb password :'password';
revoke connect on database ringfence from public;
SQL
