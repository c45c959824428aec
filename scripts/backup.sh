#!/bin/sh
# scripts/backup.sh FOLDER: saves the database of DATABASE_URL, and the files of DATA_DIR unless a bucket holds them, in a new folder
# within FOLDER, and prints its name. The server may run meanwhile: the database is saved first, and files never change, so each file
# that a saved row names is saved too. Needs pg_dump of the server's version or later.
set -eu
: "${1:?usage: scripts/backup.sh FOLDER}"
: "${DATABASE_URL:?is not set. The embedded Postgres has no pg_dump: stop the server and copy DATA_DIR}"
data_dir="${DATA_DIR:-.data}"
umask 077
target="$1/cadence-$(date -u +%Y%m%dT%H%M%SZ)"
mkdir -p "$target"

pg_dump --format=custom --no-owner --no-privileges --file="$target/database.dump" "${DATABASE_DIRECT_URL:-$DATABASE_URL}"

if [ -z "${S3_BUCKET:-}" ] && [ -d "$data_dir/blobs" ]; then
  # 1: a file changed or vanished meanwhile, which only unfinished uploads do.
  tar -C "$data_dir" -cf "$target/files.tar" blobs || [ $? -eq 1 ]
fi

(cd "$target" && sha256sum ./*.* >SHA256SUMS)
echo "$target"
