#!/bin/bash
# Asks the running server everything its OpenAPI document allows, and much that it forbids: schemathesis, all checks, as nobody, resident,
# team lead and clerk. Nothing may answer 500, nothing may answer outside its schema.
# Usage: scripts/contract.sh [examples an operation, 50 by default]; LISTEN, ROLES="clerk lead" and BINARY can be set.
set -euo pipefail
cd "$(dirname "$0")/.."
root="$PWD"
examples="${1:-50}"
listen="${LISTEN:-127.0.0.1:8097}"
roles="${ROLES:-nobody resident lead clerk}"
folder=target/contract-dev
venv=target/contract-venv
say() { printf '\n== %s\n' "$*"; }

if [ ! -x "$venv/bin/schemathesis" ]; then
  say "installing schemathesis into $venv"
  python3 -m venv "$venv" || { scripts/packages.sh "a Python environment for schemathesis" python3-venv && python3 -m venv "$venv"; }
  "$venv/bin/pip" --quiet install 'schemathesis>=4.32,<5'
fi

if [ -z "${BINARY:-}" ]; then
  say "building"
  cargo build --quiet -p shuangbaodao
  BINARY=target/debug/shuangbaodao
fi

say "a small city in $folder"
mkdir -p "$folder"
rm -f "$folder"/city.db*
database="sqlite:$folder/city.db"
"$BINARY" migrate --database "$database"
"$BINARY" seed --scale small --database "$database" >/dev/null

# Tokens that outlast the run; nobody is locked out or told to wait for having asked often.
export SHUANGBAODAO__AUTH__ACCESS_MINUTES=600 SHUANGBAODAO__AUTH__CODES_PER_DAY=1000000 SHUANGBAODAO__AUTH__CODE_RESEND_SECONDS=0
export SHUANGBAODAO__LOG__FILTER=warn SHUANGBAODAO__PHOTOS__STORE=memory:
"$BINARY" serve --listen "$listen" --database "$database" --web "" 2>"$folder/server.log" &
server=$!
trap 'kill "$server" 2>/dev/null || true; wait "$server" 2>/dev/null || true' EXIT
base="http://$listen"
for _ in $(seq 100); do
  if curl -fs "$base/readyz" >/dev/null; then break; fi
  sleep 0.1
done
curl -fsS "$base/readyz"

phone_of() { case "$1" in resident) echo 16000000001 ;; lead) echo 16000000003 ;; clerk) echo 16000000004 ;; *) return 1 ;; esac; }
token_of() {
  curl -fsS "$base/api/v1/sessions" -H 'content-type: application/json' \
    -d "{\"phone\":\"$(phone_of "$1")\",\"password\":\"shuangbaodao-demo\"}" | python3 -c 'import json,sys; print(json.load(sys.stdin)["access_token"])'
}

broken=0
# With a configuration, and more arguments. It keeps what it found beside the place where it runs.
ask() {
  local report="$1" settings="$2"
  shift 2
  (cd "$folder" && exec "$root/$venv/bin/schemathesis" --config-file "$settings" run "$base/openapi.json" --url "$base" \
    --max-examples "$examples" --exclude-operation-id stream_events --checks all --continue-on-failure "$@") >"$folder/$report.txt" 2>&1 || broken=$((broken + 1))
  sed -n '/ SUMMARY =/,$p' "$folder/$report.txt"
}
for role in $roles; do
  # Signing out would end the session of the whole run: only nobody may try.
  more=()
  token=""
  if [ "$role" != nobody ]; then
    token="$(token_of "$role")"
    more=(-H "Authorization: Bearer $token" --exclude-operation-id end_session)
  fi
  say "as $role, $examples examples an operation"
  ask "$role" "$root/scripts/contract.toml" "${more[@]}"
  if [ "$role" != nobody ]; then
    say "as $role, about things that exist"
    { cat scripts/contract.toml && scripts/contract_ids.py "$base" "$token"; } >"$folder/$role.toml"
    ask "$role-existing" "$root/$folder/$role.toml" "${more[@]}" --phases examples,coverage,fuzzing
  fi
done

say "result"
# What is not HTTP at all is refused before the application sees it, and logged by the library.
if errors="$(grep '"level":"ERROR"' "$folder/server.log" | grep -v '"target":"actix_http')"; then
  echo "the server wrote errors to $folder/server.log:"
  head -n 20 <<<"$errors"
  broken=$((broken + 1))
fi
echo "whole reports: $folder/*.txt"
[ "$broken" = 0 ] && echo "nothing answered 500, nothing answered outside its schema"
exit "$broken"
