#!/bin/bash
# No Rust file above 300 lines: a longer one is split by what it is about. Exit status 1 names those that are.
set -euo pipefail
cd "$(dirname "$0")/.."
LIMIT=300
# Lists of one thing each, where a split would only scatter them: file and the lines it may have.
declare -A MORE=(
  [api/src/schema.rs]=2000
)

wrong=0
while IFS= read -r -d '' file; do
  lines="$(wc -l <"$file")"
  limit="${MORE[$file]:-$LIMIT}"
  if [ "$lines" -gt "$limit" ]; then
    echo "$file has $lines lines; the limit is $limit" >&2
    wrong=1
  fi
done < <(find . \( -name target -o -name node_modules -o -name .git \) -prune -o -name '*.rs' -printf '%P\0')
exit "$wrong"
