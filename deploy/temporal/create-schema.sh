#!/bin/sh
# Creates Temporal's two databases and brings their schema up to date. Safe to repeat.
set -eu
tool() {
  database=$1
  shift
  temporal-sql-tool --plugin "$DB" --ep "$POSTGRES_SEEDS" -p "$DB_PORT" -u "$POSTGRES_USER" --db "$database" "$@"
}
prepare() {
  tool "$1" create
  tool "$1" setup-schema -v 0.0
  tool "$1" update-schema --schema-name "$2"
}
prepare temporal postgresql/v12/temporal
prepare temporal_visibility postgresql/v12/visibility
