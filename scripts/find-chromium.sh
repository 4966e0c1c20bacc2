#!/usr/bin/env bash
# Prints the program of a Chromium that runs, or fails and says nothing. CHROMIUM may name it.
set -euo pipefail

for candidate in "${CHROMIUM:-}" chromium chromium-browser google-chrome \
  /Applications/Chromium.app/Contents/MacOS/Chromium \
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"; do
  [ -n "$candidate" ] || continue
  program=$(command -v "$candidate" 2>/dev/null) || continue
  if "$program" --version >/dev/null 2>&1; then
    echo "$program"
    exit 0
  fi
done
exit 1
