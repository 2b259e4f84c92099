#!/bin/sh
# Installs Debian packages that are missing, and says so. Usage: scripts/packages.sh "what for" PACKAGE...
# Exit status 0 when all of them are there afterwards. Nothing is ever removed, nothing asked: without the right to install it
# prints the command to run.
set -eu
why="$1"
shift

missing=""
for package in "$@"; do
  status="$(dpkg-query -W -f='${Status}' "$package" 2>/dev/null || true)"
  [ "$status" = "install ok installed" ] || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

say() { printf '%s\n' "setup: $*" >&2; }
by_hand() {
  say "$1"
  say "  $why needs:$missing"
  say "  as root: apt-get update && apt-get install --no-install-recommends$missing"
  exit 1
}

command -v apt-get >/dev/null 2>&1 || by_hand "this system has no apt-get; install what these Debian packages hold with its own package manager"
if [ "$(id -u)" = 0 ]; then
  as_root() { "$@"; }
elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
  as_root() { sudo -n "$@"; }
elif command -v sudo >/dev/null 2>&1 && [ -t 0 ]; then
  as_root() { sudo "$@"; }
else
  by_hand "packages are missing, and you are neither root nor allowed to use sudo without a password"
fi

log="$(mktemp)"
trap 'rm -f "$log"' EXIT
# `--no-remove`: some packages for the web build exclude others with the same purpose; the choice is the owner's.
install() {
  # shellcheck disable=SC2086 # a list of names
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends --no-remove -o Dpkg::Use-Pty=0 $missing \
    </dev/null >>"$log" 2>&1
}

say "installing for $why:$missing"
# The lists of a fresh machine are empty or old: one look at them, one more try.
if install || { as_root apt-get update >>"$log" 2>&1 </dev/null && install; }; then
  exit 0
fi
tail -n 12 "$log" >&2
by_hand "apt-get could not install them (its last words stand above)"
