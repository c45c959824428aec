#!/bin/sh
# scripts/restore.sh BACKUP: restores a folder of backup.sh into DATABASE_URL, which must be an empty database, and its files into
# DATA_DIR. Run it in the app's folder while no server uses that database. In the end every device is told to fetch everything again.
set -eu
: "${1:?usage: scripts/restore.sh BACKUP}"
: "${DATABASE_URL:?is not set}"
data_dir="${DATA_DIR:-.data}"
url="${DATABASE_DIRECT_URL:-$DATABASE_URL}"

(cd "$1" && sha256sum --check --quiet SHA256SUMS)

if [ "$(psql "$url" -Atqc "select count(*) from pg_namespace where nspname in ('ops', 'replica')")" != 0 ]; then
  echo "The database is not empty. Create a new one and name it in DATABASE_URL." >&2
  exit 1
fi

# All or nothing.
pg_restore --no-owner --no-privileges --single-transaction --exit-on-error --dbname="$url" "$1/database.dump"

if [ -e "$1/files.tar" ]; then
  mkdir -p "$data_dir"
  tar -C "$data_dir" -xf "$1/files.tar"
fi

npm run --silent restored
