#!/bin/bash
# What can be said about the code without running it. Usage: scripts/lint.sh [fmt|lengths|clippy|doc|deny|shell]; all without arguments.
set -euo pipefail
cd "$(dirname "$0")/.."
say() { printf '\n== %s\n' "$*"; }

fmt() {
  say "format"
  cargo fmt --all --check
}

lengths() {
  say "lengths of files"
  scripts/file_lengths.sh
}

clippy() {
  say "clippy"
  cargo clippy --workspace --all-targets -- -D warnings
}

doc() {
  say "documentation of the code"
  # `--lib`: the executable has the name of its library.
  RUSTDOCFLAGS="-D warnings" cargo doc --workspace --no-deps --lib --document-private-items
}

deny() {
  if command -v cargo-deny >/dev/null 2>&1; then
    say "licences, sources, bans"
    cargo deny --offline check bans licenses sources
  fi
}

shell() {
  if command -v shellcheck >/dev/null 2>&1; then
    say "shell scripts"
    shellcheck scripts/*.sh .ci/run
  fi
}

if [ "$#" = 0 ]; then set -- fmt lengths shell clippy doc deny; fi
for stage in "$@"; do "$stage"; done
