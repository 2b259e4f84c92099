#!/bin/bash
# Runs a command beside a PostgreSQL of its own. Usage: scripts/with_postgres.sh [--durable] COMMAND...
# The cluster lives in a temporary folder on a free port of 127.0.0.1, without passwords, and is gone when the command ends, however
# it ends. The command finds it in TEST_PG_URL, and its tools (psql, pgbench) in PATH. `--durable` keeps fsync on, for measuring; otherwise durability is off, for tests.
set -euo pipefail
say() { printf 'postgres: %s\n' "$*" >&2; }

settings=(-c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=400 -c max_locks_per_transaction=256
  -c shared_buffers=256MB -c max_wal_size=4GB -c log_min_messages=fatal -c timezone=UTC)
if [ "${1:-}" = --durable ]; then
  shift
else
  settings+=(-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c autovacuum=off)
fi

bin=""
for folder in $(pg_config --bindir 2>/dev/null) $(printf '%s\n' /usr/lib/postgresql/*/bin | sort -rV) /usr/local/bin /opt/homebrew/bin; do
  if [ -x "$folder/initdb" ] && [ -x "$folder/pg_ctl" ]; then bin="$folder"; break; fi
done
if [ -z "$bin" ]; then
  say "no PostgreSQL server is installed (on Debian: apt-get install --no-install-recommends postgresql)"
  exit 1
fi

# PostgreSQL refuses to run as root; whoever else runs this keeps their own account.
as_owner() { "$@"; }
home="$(mktemp -d "${TMPDIR:-/tmp}/shuangbaodao-pg.XXXXXX")"
if [ "$(id -u)" = 0 ]; then
  owner=postgres
  id "$owner" >/dev/null 2>&1 || owner=nobody
  chown "$owner" "$home"
  as_owner() { (cd / && runuser -u "$owner" -- "$@"); }
fi

child=""
started=""
# shellcheck disable=SC2317 # called by the trap
clean_up() {
  status=$?
  trap - EXIT INT TERM HUP
  [ -z "$child" ] || kill -TERM -- "-$child" 2>/dev/null || true
  [ -z "$started" ] || as_owner "$bin/pg_ctl" -D "$home/data" -m immediate -w stop >/dev/null 2>&1 || true
  rm -rf "$home"
  exit "$status"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

as_owner "$bin/initdb" -D "$home/data" -U postgres --auth=trust --locale=C --encoding=UTF8 --no-sync >"$home/initdb.log" 2>&1 ||
  { cat "$home/initdb.log" >&2; exit 1; }
for _ in 1 2 3 4 5 6 7 8; do
  port=$((20000 + RANDOM % 12000))
  if as_owner "$bin/pg_ctl" -D "$home/data" -l "$home/data/server.log" -w -t 60 -o "-p $port ${settings[*]}" start >/dev/null 2>&1; then
    started=yes
    break
  fi
done
if [ -z "$started" ]; then
  say "the server does not start:"
  tail -n 20 "$home/data/server.log" >&2 || true
  exit 1
fi
export TEST_PG_URL="postgres://postgres@127.0.0.1:$port/postgres" PATH="$PATH:$bin"
say "$("$bin/postgres" --version | sed 's/^postgres (PostgreSQL) /PostgreSQL /') on port $port"

# In a process group of its own, so that all of it can be stopped.
set -m
"$@" </dev/null &
child=$!
set +m
status=0
wait "$child" || status=$?
child=""
exit "$status"
