#!/usr/bin/env bash
# Builds Alongside, fills a database with invented providers and serves its pages. What was entered before is kept:
# `make demo-reset` throws it away and begins again.
set -euo pipefail
# shellcheck source=scripts/say.sh
source "$(dirname "${BASH_SOURCE[0]}")/say.sh"

say "1 of 3: Tools of this machine"
scripts/prepare.sh demo

say "2 of 3: Build (the first takes some minutes, the next ones seconds)"
scripts/assets.sh
cargo build --locked -p alongside ||
  stop "the build failed" "What the compiler said stands above."

say "3 of 3: An invented provider, and its pages"
mkdir -p .demo
target/debug/alongside demo --database sqlite:.demo/alongside.db ||
  stop "the demonstration could not be loaded" "To begin again with an empty database: make demo-reset"
