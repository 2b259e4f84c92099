#!/bin/bash
# Runs the examples of docs/api-guide.md from top to bottom against a server and a demo city of their own; prints what they print.
set -euo pipefail
cd "$(dirname "$0")/.."
for tool in curl jq; do
  command -v "$tool" >/dev/null || scripts/packages.sh "the examples of the guide" curl jq
done
cargo build --quiet -p shuangbaodao

home="$(mktemp -d)"
server=""
# shellcheck disable=SC2317 # called by the trap
clean_up() {
  [ -z "$server" ] || { kill -TERM "$server" && wait "$server"; } 2>/dev/null || true
  rm -rf "$home"
}
trap clean_up EXIT
port=$((20000 + RANDOM % 12000))
export SHUANGBAODAO__DATABASE="sqlite:$home/guide.db" SHUANGBAODAO__WEB="" SHUANGBAODAO__LOG__FILTER=warn SHUANGBAODAO__PHOTOS__STORE="$home/photos"
shuangbaodao="${CARGO_TARGET_DIR:-target}/debug/shuangbaodao"
"$shuangbaodao" migrate 2>/dev/null
"$shuangbaodao" seed >/dev/null 2>&1
"$shuangbaodao" serve --listen "127.0.0.1:$port" >/dev/null 2>"$home/log" &
server=$!
for _ in $(seq 50); do
  curl -so /dev/null "http://127.0.0.1:$port/readyz" && break
  sleep 0.1
done

# A step that is answered with null has not done what the guide says.
awk '/^```sh$/ { on = 1; next } /^```$/ { on = 0 } on' docs/api-guide.md >"$home/guide.sh"
BASE="http://127.0.0.1:$port" bash -euo pipefail "$home/guide.sh" | tee "$home/out"
if grep -qE '^(null|"?null"?)$|: null,?$' "$home/out"; then
  echo "guide: an example was answered with null" >&2
  exit 1
fi
