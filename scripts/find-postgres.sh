#!/usr/bin/env bash
# Prints the folder that holds PostgreSQL's server programs (initdb, pg_ctl, postgres): the first of
# PATH, pg_config --bindir, Debian's versioned folders (newest first). Exits 1 when there is none of
# version 15 or later.
set -euo pipefail

oldest=15

suits() {
  [ -n "$1" ] && [ -x "$1/initdb" ] && [ -x "$1/pg_ctl" ] && [ -x "$1/postgres" ] || return 1
  local version
  version=$("$1/postgres" --version 2>/dev/null | sed -n 's/^postgres (PostgreSQL) \([0-9]*\).*/\1/p')
  [ -n "$version" ] && [ "$version" -ge "$oldest" ]
}

candidates=()
if found=$(command -v initdb 2>/dev/null); then
  candidates+=("$(dirname "$(readlink -f "$found")")" "$(dirname "$found")")
fi
if found=$(pg_config --bindir 2>/dev/null); then candidates+=("$found"); fi
while IFS= read -r found; do candidates+=("$found"); done < <(
  printf '%s\n' /usr/lib/postgresql/*/bin /usr/pgsql-*/bin /opt/homebrew/opt/postgresql@*/bin | sort -rV
)

for candidate in "${candidates[@]}"; do
  if suits "$candidate"; then
    printf '%s\n' "$candidate"
    exit 0
  fi
done
echo "no PostgreSQL server of version $oldest or later on PATH, by pg_config, or in /usr/lib/postgresql/*/bin" >&2
exit 1
