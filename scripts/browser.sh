#!/usr/bin/env bash
# Runs the browser tests of tests/browser against the program as built in target/debug: every page as every role, the
# stories, the pictures' pages. Pictures and throw-away databases go to target/.
#
#   scripts/browser.sh                 every test
#   scripts/browser.sh NAME...         tests/browser/NAME.test.mjs, or NAME.mjs (screens)
#   scripts/browser.sh --watch NAME... the same in a window, slowed down, when there is a display
set -euo pipefail
# shellcheck source=scripts/say.sh
source "$(dirname "${BASH_SOURCE[0]}")/say.sh"

folder=tests/browser
if [ "${1:-}" = --watch ]; then
  shift
  if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] || [ "$(uname)" = Darwin ]; then export ALONGSIDE_WATCH=yes; fi
fi

if ! cmp -s "$folder/package-lock.json" "$folder/node_modules/.made-from"; then
  echo "Installing the packages of $folder"
  (cd "$folder" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error) ||
    stop "npm could not install the packages of $folder" "What it said stands above; the network is needed once."
  cp "$folder/package-lock.json" "$folder/node_modules/.made-from"
fi
[ -x "${ALONGSIDE:-target/debug/alongside}" ] || stop "the program is not built" "Build it: cargo build -p alongside"

tests=()
for name in "$@"; do
  if [ -f "$folder/$name.mjs" ]; then node "$folder/$name.mjs"; else tests+=("$folder/$name.test.mjs"); fi
done
if [ $# -eq 0 ]; then tests=("$folder"/*.test.mjs); fi
[ ${#tests[@]} -eq 0 ] || node --test --test-reporter=spec "${tests[@]}"
