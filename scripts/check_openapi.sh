#!/bin/bash
# Validates openapi.yaml as OpenAPI 3.1 with openapi-spec-validator, from a Python environment of its own in target/.
set -euo pipefail
cd "$(dirname "$0")/.."
venv=target/openapi-venv
if [ ! -x "$venv/bin/openapi-spec-validator" ]; then
  echo "installing openapi-spec-validator into $venv"
  python3 -m venv "$venv" || { scripts/packages.sh "a Python environment for the validator" python3-venv && python3 -m venv "$venv"; }
  "$venv/bin/pip" --quiet install 'openapi-spec-validator>=0.7,<1'
fi
"$venv/bin/openapi-spec-validator" --schema 3.1 openapi.yaml
