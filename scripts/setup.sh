#!/bin/sh
# Looks for what a build needs before anything else: Rust in the version of Cargo.toml, and a C compiler and linker.
# A missing compiler is installed on Debian; Rust is not, because how one gets it is a matter of taste.
set -eu
cd "$(dirname "$0")/.."
say() { printf '%s\n' "setup: $*" >&2; }

wanted="$(sed -n 's/^rust-version = "\(.*\)"/\1/p' Cargo.toml)"
if ! command -v cargo >/dev/null 2>&1 || ! command -v rustc >/dev/null 2>&1; then
  say "Rust is missing. Get version $wanted or later from https://rustup.rs, open a new shell, and run this again."
  exit 1
fi
found="$(rustc --version | sed 's/^rustc \([0-9.]*\).*/\1/')"
if [ "$(printf '%s\n%s\n' "$wanted" "$found" | sort -V | head -n 1)" != "$wanted" ]; then
  say "Rust $found is too old: version $wanted or later is needed. With rustup: rustup update stable"
  exit 1
fi
command -v cc >/dev/null 2>&1 || scripts/packages.sh "SQLite and libpq, which are compiled in" gcc libc6-dev
