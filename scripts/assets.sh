#!/usr/bin/env bash
# Builds the pages' style sheet, script and typeface into crates/web/assets/dist, which the crate `web` embeds.
# When no source changed since the last time it does nothing, in a fraction of a second.
#
#   scripts/assets.sh            build if something changed
#   scripts/assets.sh --again    build in any case, from freshly installed packages
set -euo pipefail
# shellcheck source=scripts/say.sh
source "$(dirname "${BASH_SOURCE[0]}")/say.sh"

folder=crates/web/assets
stamp=$folder/dist/made-from

# One line a source: hash and path. Another version of Node.js counts as a change too.
sources() {
  node --version
  find "$folder" \( -name node_modules -o -name 'dist*' \) -prune -o -type f -print |
    LC_ALL=C sort | xargs sha256sum
}

case "${1:-}" in
  '') if [ -f "$folder/dist/manifest.json" ] && sources | cmp -s - "$stamp"; then exit 0; fi ;;
  --again) rm -rf "$folder/node_modules" "$folder/dist" ;;
  *) stop "unknown option '$1'" "usage: scripts/assets.sh [--again]" ;;
esac

# No package runs a script of its own while it is installed.
if ! cmp -s "$folder/package-lock.json" "$folder/node_modules/.made-from"; then
  echo "Installing the packages of $folder"
  (cd "$folder" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error) ||
    stop "npm could not install the packages of $folder" "What it said stands above; the network is needed once."
  cp "$folder/package-lock.json" "$folder/node_modules/.made-from"
fi

echo "Building $folder/dist"
(cd "$folder" && node build.mjs) ||
  stop "the style sheet and script of the pages could not be built" "What Sass or esbuild said stands above."
sources >"$stamp"
