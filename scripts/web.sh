#!/bin/sh
# Builds the two browser programs into web/dist. Usage: scripts/web.sh [--fast] [--program resident]
# The wasm target is looked for in this order: in the toolchain at hand; from rustup, with a limit, because where its
# server cannot be reached the download hangs; from Debian's own packages, which build the standard library themselves.
set -eu
cd "$(dirname "$0")/.."
TARGET=wasm32-unknown-unknown
OUT="$PWD/target/wasm"
say() { printf '%s\n' "web: $*" >&2; }

has_target() { [ -d "$(rustc --print sysroot)/lib/rustlib/$TARGET/lib" ]; }
has_debian() { [ -x /usr/bin/rustc ] && [ -d /usr/src/rustc-src ] || dpkg -s rust-web-src >/dev/null 2>&1; }

# Erased components: a page of theirs is half the size.
build() { RUSTFLAGS="--cfg erase_components" CARGO_TARGET_DIR="$OUT" cargo build -p web --bins --target "$TARGET" --profile wasm-release "$@"; }

if has_target; then
  say "building with the toolchain's own $TARGET"
  build
elif [ ! -e "$OUT/no-rustup" ] && command -v rustup >/dev/null 2>&1 && timeout 60 rustup target add "$TARGET" >/dev/null 2>&1 && has_target; then
  say "building with the $TARGET from rustup"
  build
else
  mkdir -p "$OUT" && touch "$OUT/no-rustup"
  if ! has_debian; then
    say "getting Debian's Rust for the web (about 30 s)"
    SUDO=""; [ "$(id -u)" = 0 ] || SUDO=sudo
    if ! $SUDO apt-get install -y --no-install-recommends rustc-web cargo-web rust-web-src rust-web-llvm lld-22 >"$OUT/apt.log" 2>&1; then
      say "the wasm target is missing. Either 'rustup target add $TARGET', or on Debian 12:"
      say "  apt-get install --no-install-recommends rustc-web cargo-web rust-web-src rust-web-llvm lld-22"
      exit 1
    fi
  fi
  say "building with Debian's Rust, standard library included"
  # Two toolchains must not share a folder.
  OUT="$PWD/target/wasm-debian"
  PATH="/usr/bin:$PATH" RUSTC_BOOTSTRAP=1 build -Zbuild-std=std,panic_abort
fi

WASM_OPT="$(command -v wasm-opt || true)"
TOOLS="$PWD/target/web-tools"
if [ -x "$TOOLS/node_modules/.bin/wasm-opt" ]; then
  WASM_OPT="$TOOLS/node_modules/.bin/wasm-opt"
elif [ -z "$WASM_OPT" ] && command -v npm >/dev/null 2>&1; then
  say "getting wasm-opt from npm"
  mkdir -p "$TOOLS"
  npm install --silent --no-audit --no-fund --prefix "$TOOLS" binaryen@132.0.0 >/dev/null 2>&1 && WASM_OPT="$TOOLS/node_modules/.bin/wasm-opt" || say "npm could not get binaryen"
fi
[ -n "$WASM_OPT" ] || say "no wasm-opt: the programs are larger than they need to be (install npm to change that)"

cargo run --quiet -p bundler -- --wasm "$OUT/$TARGET/wasm-release" ${WASM_OPT:+--wasm-opt "$WASM_OPT"} "$@"
