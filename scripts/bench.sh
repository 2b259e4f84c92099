#!/bin/bash
# Measures list, search, get, create and rate through HTTP on both databases, as ratios to limits measured in the same run.
# Builds the release executable first (about 6 minutes the first time). BENCH_SECONDS, BENCH_CLIENTS and BENCH_ORDERS change the plan.
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/setup.sh
command -v wrk >/dev/null || scripts/packages.sh "load over HTTP" wrk
if ! command -v initdb >/dev/null && ! compgen -G "/usr/lib/postgresql/*/bin/initdb" >/dev/null; then
  scripts/packages.sh "measuring on PostgreSQL" postgresql
fi

cargo build --release -p shuangbaodao -p bench
folder="${CARGO_TARGET_DIR:-target}/release"
pgbench="$(command -v pgbench || printf '%s\n' /usr/lib/postgresql/*/bin/pgbench | sort -rV | head -n 1)"
export BENCH_PROGRAM="$folder/shuangbaodao" BENCH_FOLDER="${CARGO_TARGET_DIR:-target}" BENCH_PGBENCH="$pgbench"
# Durable, as an installation is: what is measured includes the disk.
exec scripts/with_postgres.sh --durable "$folder/bench"
