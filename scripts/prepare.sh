#!/usr/bin/env bash
# Makes a machine able to build (`prepare.sh demo`) or to run every check (`prepare.sh test`).
#
# On Debian, as root or with sudo, it installs what is missing. Elsewhere it names every missing tool
# and how to get it, and stops. The Rust toolchain is a prerequisite: it is checked, never installed.
# When nothing is missing it touches neither the network nor the machine.
set -euo pipefail
# shellcheck source=scripts/say.sh
source "$(dirname "${BASH_SOURCE[0]}")/say.sh"

purpose=${1:-test}
case "$purpose" in
  demo | test) ;;
  *) stop "unknown purpose '$purpose'" "usage: scripts/prepare.sh demo|test" ;;
esac

missing=()  # what a person reads: "a C compiler (gcc, ...)"
packages=() # what Debian calls it
lacks() { missing+=("$1"); shift; packages+=("$@"); }

# --- the Rust toolchain: checked only -----------------------------------------------------------
wanted_rust=$(sed -n 's/^rust-version *= *"\([0-9.]*\)".*/\1/p' Cargo.toml | head -n 1)
how_to_rust=(
  "Install it with rustup, as described at https://rustup.rs, then open a new shell:"
  "  curl --proto '=https' --tlsv1.2 -sSf https://sh.rustup.rs | sh"
  "With rustup already there: rustup update stable"
)
command -v cargo >/dev/null 2>&1 ||
  stop "the Rust toolchain is missing: cargo $wanted_rust or later is needed" "${how_to_rust[@]}"
found_rust=$(cargo --version 2>/dev/null | sed -n 's/^cargo \([0-9][0-9.]*\).*/\1/p')
if [ -z "$found_rust" ]; then
  stop "cargo is there but does not run ('cargo --version' failed)" "${how_to_rust[@]}"
fi
if [ "$(printf '%s\n%s\n' "$wanted_rust" "$found_rust" | sort -V | head -n 1)" != "$wanted_rust" ]; then
  stop "the Rust toolchain is too old: found cargo $found_rust, $wanted_rust or later is needed" "${how_to_rust[@]}"
fi
if [ "$purpose" = test ]; then
  for component in fmt:rustfmt clippy:clippy; do
    if ! cargo "${component%%:*}" --version >/dev/null 2>&1; then
      say "Adding ${component##*:} to the Rust toolchain"
      { command -v rustup >/dev/null 2>&1 && rustup component add "${component##*:}"; } ||
        stop "'cargo ${component%%:*}' is missing" "Add it: rustup component add ${component##*:}"
    fi
  done
fi

# --- what can be installed ------------------------------------------------------------------------
echo '#include <stdio.h>
int main(void) { return puts("") < 0; }' | cc -x c -o /dev/null - >/dev/null 2>&1 ||
  lacks "a C compiler with the C library's headers, for the bundled SQLite" build-essential

# Node.js builds the pages' style sheet and script, and runs the browser tests; the program itself does not need it.
wanted_node=18
node_is_new_enough() {
  local found
  found=$(node --version 2>/dev/null | sed -n 's/^v\([0-9]*\)\..*/\1/p')
  [ -n "$found" ] && [ "$found" -ge "$wanted_node" ]
}
node_is_new_enough || lacks "Node.js $wanted_node or later, for the pages' style sheet and script" nodejs
npm --version >/dev/null 2>&1 || lacks "npm, which comes with Node.js" npm

if [ "$purpose" = test ]; then
  # A browser without any typeface draws boxes for what our own does not hold.
  scripts/find-chromium.sh >/dev/null 2>&1 || lacks "Chromium, for the browser tests" chromium fonts-dejavu-core
  scripts/find-postgres.sh >/dev/null 2>&1 || lacks "PostgreSQL 15 or later, its server and initdb" postgresql
  python3 -c 'import venv, ensurepip, ssl' >/dev/null 2>&1 || lacks "Python 3 with venv and pip" python3 python3-venv python3-pip
fi
if [ -f /etc/debian_version ] && [ ! -s /etc/ssl/certs/ca-certificates.crt ]; then
  lacks "certificates of public authorities, to fetch crates" ca-certificates
fi

[ ${#missing[@]} -gt 0 ] || exit 0

say "Missing on this machine"
printf '  - %s\n' "${missing[@]}"

elsewhere=(
  "Install what is listed above with your system's package manager, then run the command again. Names there:"
  "  a C compiler    Debian, Ubuntu: build-essential   Fedora: gcc glibc-devel          macOS: xcode-select --install"
  "  Node.js, npm    Debian, Ubuntu: nodejs npm        Fedora: nodejs npm               macOS: brew install node"
  "  Chromium        Debian, Ubuntu: chromium          Fedora: chromium                 macOS: brew install --cask chromium"
  "  PostgreSQL      Debian, Ubuntu: postgresql        Fedora: postgresql-server        macOS: brew install postgresql@15"
  "  Python 3        Debian, Ubuntu: python3-venv      Fedora: python3                  macOS: brew install python"
  "Chromium is looked for on PATH; CHROMIUM may name its program."
  "PostgreSQL is looked for on PATH, by pg_config --bindir, and in /usr/lib/postgresql/*/bin."
)
command -v apt-get >/dev/null 2>&1 || stop "${#missing[@]} tool(s) missing, and this is not Debian" "${elsewhere[@]}"

if [ "$(id -u)" -eq 0 ]; then
  as_root=()
elif command -v sudo >/dev/null 2>&1; then
  as_root=(sudo)
else
  stop "${#missing[@]} tool(s) missing, and neither root nor sudo is at hand to install them" \
    "Ask somebody who may: apt-get update && apt-get install ${packages[*]}"
fi

say "Installing ${packages[*]} with apt-get"
# Only the server's programs are wanted: the package must not start a server of its own on port 5432.
no_cluster=/etc/postgresql-common/createcluster.d/alongside.conf
wants_postgres=no
case " ${packages[*]} " in *" postgresql "*) [ -e "$no_cluster" ] || wants_postgres=yes ;; esac
tidy_up() { [ "$wants_postgres" = no ] || "${as_root[@]}" rm -f "$no_cluster"; }
trap tidy_up EXIT
if [ "$wants_postgres" = yes ]; then
  "${as_root[@]}" mkdir -p "$(dirname "$no_cluster")"
  echo 'create_main_cluster = false' | "${as_root[@]}" tee "$no_cluster" >/dev/null
fi
"${as_root[@]}" apt-get update -qq ||
  stop "apt-get update failed" "Check the network and the sources of apt, then run the command again."
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${packages[@]}" ||
  stop "apt-get could not install ${packages[*]}" "What it said stands above."

node_is_new_enough ||
  stop "the Node.js installed is too old: $wanted_node or later is needed, found $(node --version 2>/dev/null || echo none)" "${elsewhere[@]}"
if [ "$purpose" = test ]; then
  scripts/find-chromium.sh >/dev/null || stop "Chromium was installed but is not found" "${elsewhere[@]}"
  scripts/find-postgres.sh >/dev/null || stop "PostgreSQL was installed but its server is not found" "${elsewhere[@]}"
fi
