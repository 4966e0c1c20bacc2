#!/usr/bin/env bash
# Runs a command beside a throw-away PostgreSQL server, and leaves nothing behind.
#
#   scripts/with-postgres.sh [--durable] COMMAND [ARGUMENT...]
#
# The server listens on 127.0.0.1 alone, on a free port, with a random password. The command finds it in
# ALONGSIDE_TEST_POSTGRES (postgres://user:password@127.0.0.1:port/database, a superuser) and, for psql
# and its kin, in PGHOST, PGPORT, PGUSER, PGPASSWORD and PGDATABASE. Whatever becomes of the command, the
# server is stopped and its folder deleted; the exit status is the command's own.
#
# Nothing here outlives a power cut, so writes are not flushed: --durable flushes them as in production.
set -euo pipefail
bin=$("$(dirname "${BASH_SOURCE[0]}")/find-postgres.sh") || {
  echo "Run scripts/prepare.sh, which installs it on Debian and says how to get it elsewhere." >&2
  exit 1
}

flush=(-c fsync=off -c synchronous_commit=off -c full_page_writes=off)
if [ "${1:-}" = --durable ]; then
  flush=(-c fsync=on)
  shift
fi
if [ $# -eq 0 ]; then
  echo "usage: scripts/with-postgres.sh [--durable] COMMAND [ARGUMENT...]" >&2
  exit 2
fi

# PostgreSQL refuses to run as root: then an unprivileged user owns the cluster.
as_owner=()
owner=''
if [ "$(id -u)" -eq 0 ]; then
  if id postgres >/dev/null 2>&1; then owner=postgres; else owner=nobody; fi
  if command -v setpriv >/dev/null 2>&1; then
    as_owner=(setpriv --reuid="$(id -u "$owner")" --regid="$(id -g "$owner")" --clear-groups)
  elif command -v runuser >/dev/null 2>&1; then
    as_owner=(runuser -u "$owner" --)
  else
    echo "PostgreSQL does not run as root, and neither setpriv nor runuser is here to become '$owner'." >&2
    exit 1
  fi
fi

# A folder of its own, in which the owner may write (a private TMPDIR may shut it out).
parent=${TMPDIR:-/tmp}
if [ -n "$owner" ] && ! "${as_owner[@]}" test -x "$parent"; then parent=/tmp; fi
home=$(mktemp -d "$parent/alongside-postgres.XXXXXXXX")
log=$home/log
child=''
started=no

clean_up() {
  status=$?
  trap '' INT TERM HUP
  if [ "$started" = yes ]; then
    as_server pg_ctl stop -D "$home/data" -m immediate -w -t 30 >/dev/null 2>&1 || true
  fi
  rm -rf "$home"
  exit "$status"
}
# A signal goes on to the command; when the command is gone the script ends and cleans up.
pass_on() {
  if [ -n "$child" ]; then
    kill -s "$1" "$child" 2>/dev/null || true
    wait "$child" 2>/dev/null || true
  fi
  exit "$2"
}
trap clean_up EXIT
trap 'pass_on INT 130' INT
trap 'pass_on TERM 143' TERM
trap 'pass_on HUP 129' HUP

# as_server PROGRAM ARGUMENT...: one of PostgreSQL's programs, as the owner, in the folder it may read.
as_server() {
  local program=$1
  shift
  (cd "$home" && exec env LC_ALL=C HOME="$home" ${as_owner[@]+"${as_owner[@]}"} "$bin/$program" "$@")
}

fail() {
  echo "PostgreSQL $1. The end of its log:" >&2
  echo >&2
  { tail -n 30 "$log" 2>/dev/null || true; } | sed 's/^/  /' >&2
  echo >&2
  echo "Programs: $bin; folder: $home; user: ${owner:-$(id -un)}." >&2
  exit 1
}

password=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
printf '%s\n' "$password" >"$home/password"
: >"$log"
[ -z "$owner" ] || chown -R "$owner" "$home"

unsynced=(--no-sync)
[ "${flush[1]}" = fsync=off ] || unsynced=()
as_server initdb -D "$home/data" --username=alongside --pwfile="$home/password" --auth=scram-sha-256 \
  --encoding=UTF8 --locale=C ${unsynced[@]+"${unsynced[@]}"} >>"$log" 2>&1 || fail "could not make a cluster"

# A port is taken by trying it, so that two runs at once cannot both believe it free. Below 32768,
# where systems do not hand out ports by themselves.
for attempt in $(seq 1 20); do
  port=$((20000 + RANDOM % 12000))
  : >"$log"
  if as_server pg_ctl start -D "$home/data" -w -t 60 -l "$log" -o "\
-c listen_addresses=127.0.0.1 -p $port -c unix_socket_directories= -c max_connections=200 \
-c timezone=UTC -c log_timezone=UTC ${flush[*]}" >/dev/null 2>&1; then
    started=yes
    break
  fi
  grep -q 'Address already in use' "$log" || fail "did not start"
  [ "$attempt" -lt 20 ] || fail "found no free port in 20 attempts"
done

export PGHOST=127.0.0.1 PGPORT=$port PGUSER=alongside PGPASSWORD=$password PGDATABASE=postgres
export ALONGSIDE_TEST_POSTGRES="postgres://alongside:$password@127.0.0.1:$port/postgres"

# In the background, so that a signal to this script is acted upon at once; with the terminal's input
# and with the interrupt key restored, both of which a background job loses.
(
  trap - INT QUIT
  exec "$@"
) <&0 &
child=$!
status=0
wait "$child" || status=$?
child=''
exit "$status"
