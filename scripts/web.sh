#!/bin/sh
# Builds the browser programs into web/dist. Usage: scripts/web.sh [--if-stale] [--fast] [--program resident|team|console]; resident brings mine, together and member along, console keep and service
#   --if-stale   does nothing when web/dist is younger than everything it is made of
#   --fast       for trying things out: compresses lightly, and has no gate on the size of the first load
# The wasm target is looked for in this order: in the toolchain at hand; from rustup, with a limit, because where its
# server cannot be reached the download hangs; from Debian's own packages, which build the standard library themselves.
set -eu
cd "$(dirname "$0")/.."
TARGET=wasm32-unknown-unknown
WASM_OPT_VERSION=132.0.0
say() { printf '%s\n' "web: $*" >&2; }

# Says how it was built, `full` or `fast`, by its time when. A full build also serves for trying things out.
STAMP=web/dist/.built
IF_STALE=""
if [ "${1:-}" = --if-stale ]; then IF_STALE=yes; shift; fi
case " $* " in *" --fast "*) KIND=fast ;; *) KIND=full ;; esac
if [ -n "$IF_STALE" ] && [ -f "$STAMP" ] && { [ "$KIND" = fast ] || [ "$(cat "$STAMP")" = full ]; }; then
  if [ -z "$(find web/src web/style web/static web/messages web/bundler web/build.rs web/words.rs web/Cargo.toml \
    api/contract Cargo.toml Cargo.lock scripts/web.sh -newer "$STAMP" -print 2>/dev/null | head -n 1)" ]; then
    say "web/dist is up to date"
    exit 0
  fi
fi

BASE="${CARGO_TARGET_DIR:-target}"
case "$BASE" in /*) ;; *) BASE="$PWD/$BASE" ;; esac
OUT="$BASE/wasm"
mkdir -p "$OUT" web/dist
# Its time is that of the beginning: what is edited while this runs counts as younger. A Cargo.lock that is behind is mended before.
cargo tree --quiet -p web --depth 0 >/dev/null 2>&1 || true
touch "$OUT/begun"

has_target() { [ -d "$(rustc --print sysroot)/lib/rustlib/$TARGET/lib" ]; }
# A failure is remembered for a day.
rustup_failed() { [ -n "$(find "$OUT/no-rustup" -mmin -1440 2>/dev/null)" ]; }
get_target() {
  command -v rustup >/dev/null 2>&1 && ! rustup_failed || return 1
  say "asking rustup for the $TARGET target (a minute at most)"
  if timeout 60 rustup target add "$TARGET" </dev/null >"$OUT/rustup.log" 2>&1 && has_target; then return 0; fi
  say "rustup could not get it"
  touch "$OUT/no-rustup"
  return 1
}

# Erased components: a page of theirs is half the size.
build() { RUSTFLAGS="--cfg erase_components" CARGO_TARGET_DIR="$OUT" cargo build -p web --bins --target "$TARGET" --profile wasm-release "$@"; }

if has_target || get_target; then
  say "compiling for $TARGET (about 3 minutes the first time)"
  build
else
  if ! scripts/packages.sh "the browser programs (Debian's Rust for the web)" rustc-web cargo-web rust-web-src rust-web-llvm lld-22; then
    say "there is no Rust for the browser. Either:"
    say "  rustup target add $TARGET"
    say "or, on Debian 12, the packages named above. Then run this again."
    exit 1
  fi
  say "compiling with Debian's Rust, standard library included (about 5 minutes the first time)"
  # Two toolchains must not share a folder.
  OUT="$BASE/wasm-debian"
  mkdir -p "$OUT" && touch -r "$BASE/wasm/begun" "$OUT/begun"
  PATH="/usr/bin:$PATH" RUSTC_BOOTSTRAP=1 build -Zbuild-std=std,panic_abort
fi

# The pinned version first; another one only where npm is missing.
TOOLS="$BASE/web-tools"
WASM_OPT="$TOOLS/node_modules/.bin/wasm-opt"
is_pinned() { [ -x "$WASM_OPT" ] && "$WASM_OPT" --version 2>/dev/null | grep -q "version ${WASM_OPT_VERSION%%.*}"; }
if ! is_pinned && command -v npm >/dev/null 2>&1; then
  say "getting wasm-opt from npm"
  mkdir -p "$TOOLS"
  npm install --silent --no-audit --no-fund --prefix "$TOOLS" "binaryen@$WASM_OPT_VERSION" </dev/null >"$OUT/npm.log" 2>&1 ||
    say "npm could not get binaryen@$WASM_OPT_VERSION (see $OUT/npm.log)"
fi
is_pinned || WASM_OPT="$(command -v wasm-opt || true)"
FAST=""
if [ -z "$WASM_OPT" ]; then
  say "there is no wasm-opt, so the programs are a third larger than they need to be. It comes with npm: install npm"
  say "(on Debian 12: apt-get install --no-install-recommends npm), then run scripts/web.sh again."
  if [ -n "${WEB_STRICT:-}" ]; then exit 1; fi
  say "going on without it; the gate on the size of the first load is off"
  if [ "$KIND" = full ]; then FAST=--fast; KIND=fast; fi
fi

rm -f "$STAMP"
say "bundling: bindings, wasm-opt, brotli (about a minute, and a minute more the first time)"
cargo run -p bundler -- --wasm "$OUT/$TARGET/wasm-release" ${WASM_OPT:+--wasm-opt "$WASM_OPT"} $FAST "$@"
# Half a build is nothing that a later `--if-stale` may rest on.
case " $* " in *" --program "*) ;; *) echo "$KIND" >"$STAMP" && touch -r "$OUT/begun" "$STAMP" ;; esac
