# Headings, elapsed time and clear failures for the other scripts; sourced, never run.
# It changes to the root of the repository and makes rustup's cargo visible.
# shellcheck shell=bash

cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1

# `make` is often started from a shell that has not read rustup's profile.
if ! command -v cargo >/dev/null 2>&1 && [ -x "${CARGO_HOME:-$HOME/.cargo}/bin/cargo" ]; then
  PATH="${CARGO_HOME:-$HOME/.cargo}/bin:$PATH"
  export PATH
fi

if [ -t 1 ] && [ -z "${NO_COLOR:-}" ]; then
  bold=$'\e[1m' green=$'\e[32m' red=$'\e[31m' plain=$'\e[0m'
else
  bold='' green='' red='' plain=''
fi

# say_elapsed SECONDS: prints "4 s" or "2 min 05 s".
say_elapsed() {
  if [ "$1" -lt 60 ]; then printf '%d s' "$1"; else printf '%d min %02d s' $(($1 / 60)) $(($1 % 60)); fi
}

# say TEXT: a heading, with the time since the script began.
say() { printf '\n%s==> %s%s  (%s)\n' "$bold" "$1" "$plain" "$(say_elapsed "$SECONDS")"; }

# stop TEXT...: the reason on standard error, a line for each argument, and the end of the script.
stop() {
  printf '\n%sStopped: %s%s\n' "$red" "$1" "$plain" >&2
  shift
  local line
  for line in "$@"; do printf '  %s\n' "$line" >&2; done
  exit 1
}
