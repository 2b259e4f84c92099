#!/bin/sh
# Builds what is missing and starts the demo city. Usage: scripts/run.sh; LISTEN, DATABASE and SCALE change its defaults.
# The API is built in the dev profile: two minutes instead of six the first time, seconds after an edit, and what is slow
# unoptimised (SQLite, password hashing) is optimised all the same. An installation is built with `cargo build --release`.
set -eu
cd "$(dirname "$0")/.."
LISTEN="${LISTEN:-127.0.0.1:8080}"
DATABASE="${DATABASE:-sqlite:data/shuangbaodao.db}"
say() { printf '%s\n' "run: $*" >&2; }

scripts/setup.sh
scripts/web.sh --if-stale --fast
say "building the API (about 2 minutes the first time)"
cargo build -p shuangbaodao

export SHUANGBAODAO__DATABASE="$DATABASE"
# Who tries it out reads the codes for signing in from the log.
export SHUANGBAODAO__SMS__LOG_IN_CLEAR="${SHUANGBAODAO__SMS__LOG_IN_CLEAR:-true}"
export SHUANGBAODAO__LOG__FORMAT="${SHUANGBAODAO__LOG__FORMAT:-text}"
shuangbaodao() { cargo run --quiet -p shuangbaodao -- "$@"; }

shuangbaodao migrate
# Its report is for programs; people see its progress.
shuangbaodao seed --if-empty --scale "${SCALE:-small}" >/dev/null
exec cargo run --quiet -p shuangbaodao -- serve --listen "$LISTEN" --web web/dist
