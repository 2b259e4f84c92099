#!/bin/bash
# Runs every test on this machine, on SQLite and on PostgreSQL, and says at the end how many ran where.
# Installs PostgreSQL, Chromium with its driver and a Chinese font from Debian where they are missing; builds the front ends when they
# are stale; starts a PostgreSQL of its own and stops it again. Names given as arguments choose tests: scripts/test.sh orders::
set -euo pipefail
cd "$(dirname "$0")/.."
say() { printf '\n== %s\n' "$*"; }

if [ "${1:-}" != --beside-postgres ]; then
  scripts/setup.sh
  there() { command -v "$1" >/dev/null; }
  if ! there initdb && ! compgen -G "/usr/lib/postgresql/*/bin/initdb" >/dev/null; then
    scripts/packages.sh "tests on PostgreSQL" postgresql
  fi
  if ! there chromium || ! there chromedriver; then
    scripts/packages.sh "journeys in a real browser" chromium chromium-driver
  fi
  if ! there fc-list || [ -z "$(fc-list :lang=zh)" ]; then
    scripts/packages.sh "Chinese text in screenshots" fontconfig fonts-wqy-microhei
  fi
  say "front ends"
  WEB_STRICT=1 scripts/web.sh --if-stale
  exec scripts/with_postgres.sh scripts/test.sh --beside-postgres "$@"
fi
shift

# What a test needs is there now; one that cannot run is a failure.
export REQUIRE_PG=1 REQUIRE_BROWSER=1
log="$(mktemp)"
trap 'rm -f "$log"' EXIT

say "building"
# One build of everything, with one set of features; the journeys start the executable itself.
cargo build --workspace --bin shuangbaodao
cargo test --workspace --lib --tests --no-run

broken=0
run() {
  say "$1"
  shift
  # A part that fails does not keep the others from running.
  "$@" 2>&1 | tee -a "$log" || broken=$((broken + 1))
}
run "rules, rooms, drift, pages, journeys" cargo test --workspace --lib --tests --no-fail-fast -- "$@"
run "examples in documentation" cargo test --workspace --doc --no-fail-fast -- "$@"

count() { grep -cE "$1" "$log" || true; }
sum() { sed -nE "s/^test result: .* ([0-9]+) $1;.*/\1/p" "$log" | awk '{ n += $1 } END { print n + 0 }'; }
sqlite="$(count '^test (.*::)?sqlite( - .*)? \.\.\. ok$')"
postgres="$(count '^test (.*::)?pg( - .*)? \.\.\. ok$')"
passed="$(sum passed)"
failed="$(sum failed)"

say "result"
grep -E '^test .* \.\.\. FAILED$' "$log" || true
if [ "$broken" -gt 0 ] && [ "$failed" = 0 ]; then
  echo "something did not build, or ended before it could say how it went: counted as one failure"
  failed=1
fi
if [ "$#" = 0 ] && [ "$postgres" = 0 ]; then
  echo "no test ran on PostgreSQL: counted as one failure"
  failed=$((failed + 1))
fi
echo "on both databases: $sqlite tests on SQLite, $postgres tests on PostgreSQL; the others need no database, or bring their own"
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
