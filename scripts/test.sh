#!/usr/bin/env bash
# Everything that must hold before a change is merged, quick things first; it stops at the first failure
# and says what to do. CI runs exactly this.
#
#   scripts/test.sh            every step
#   scripts/test.sh STEP...    the named steps, in this order:
#                              prepare assets format tidy lint build calendars code browser packs schema
set -euo pipefail
# shellcheck source=scripts/say.sh
source "$(dirname "${BASH_SOURCE[0]}")/say.sh"

every_step=(prepare assets format tidy lint build calendars code browser packs schema)
alongside=target/debug/alongside

step_prepare()   { scripts/prepare.sh test; }
step_assets()    { scripts/assets.sh; }
step_format()    { cargo fmt --all --check; }
step_tidy()      { cargo run --quiet --locked -p xtask -- tidy; }
step_lint()      { cargo clippy --workspace --all-targets --locked -- -D warnings; }
# The binary and every test in one go and one profile: what follows finds all of it built.
step_build()     { cargo build --workspace --all-targets --locked; }
step_code()      { scripts/with-postgres.sh cargo test --workspace --locked; }
step_browser()   { scripts/browser.sh; }
step_calendars() { calendars_python && .cache/venv/bin/python scripts/calendars.py --check; }

step_packs() {
  local pack
  for pack in packs/*/; do
    pack=${pack%/}
    [ -f "$pack/pack.yaml" ] || { echo "$pack: no pack.yaml"; return 1; }
    echo "--- $pack"
    "$alongside" pack check "$pack" || return 1
    "$alongside" pack test "$pack" || return 1
    "$alongside" pack test "$pack" --mutate || return 1
  done
}

step_schema() {
  mkdir -p .cache
  "$alongside" pack schema >.cache/pack-schema.json || return 1
  diff -u docs/pack-schema.json .cache/pack-schema.json
}

# A virtual environment with what the calendar script needs, made anew when its list changes.
calendars_python() {
  local wanted=scripts/calendars.requirements.txt stamp=.cache/venv/made-from
  if cmp -s "$wanted" "$stamp" && .cache/venv/bin/python -c '' 2>/dev/null; then return 0; fi
  echo "Making .cache/venv from $wanted"
  mkdir -p .cache && rm -rf .cache/venv || return 1
  python3 -m venv .cache/venv || return 1
  .cache/venv/bin/python -m pip install --quiet --disable-pip-version-check -r "$wanted" || return 1
  cp "$wanted" "$stamp"
}

about() {
  case "$1" in
    prepare) echo "Tools of this machine" ;;
    assets) echo "Style sheet and script of the pages" ;;
    format) echo "Format of the Rust code" ;;
    tidy) echo "Invariants of the repository (xtask tidy)" ;;
    lint) echo "Clippy, warnings denied" ;;
    build) echo "Build of the program and of every test" ;;
    calendars) echo "Calendars regenerated and compared" ;;
    code) echo "Unit and story tests, on SQLite and PostgreSQL" ;;
    browser) echo "Every page and the stories, in a browser" ;;
    packs) echo "Practice packs: check, scenarios, mutations" ;;
    schema) echo "JSON Schema of the pack format compared" ;;
  esac
}

what_to_do() {
  case "$1" in
    prepare) echo "Install what is named above, then run it again." ;;
    assets) echo "What Sass, esbuild or npm said stands above; see it alone with: make assets" ;;
    format) echo "Run: make fmt" ;;
    tidy) echo "Each line above names a file, a line and what was expected. The rules stand in ARCHITECTURE.md." ;;
    lint) echo "Mend what clippy names above; see it alone with: scripts/test.sh lint" ;;
    build) echo "Mend what the compiler names above; see it alone with: scripts/test.sh build" ;;
    calendars) echo "If the change is meant: .cache/venv/bin/python scripts/calendars.py, read the difference, commit it." ;;
    code) echo "One crate: cargo test -p CRATE. With PostgreSQL: scripts/with-postgres.sh cargo test -p CRATE" ;;
    browser) echo "One file of tests/browser: scripts/browser.sh routes. Watch a story: make story" ;;
    packs) echo "One pack: $alongside pack check DIR, then pack test DIR, then pack test DIR --mutate" ;;
    schema) echo "If the change is meant: $alongside pack schema > docs/pack-schema.json, and commit it." ;;
  esac
}

steps=("$@")
[ ${#steps[@]} -gt 0 ] || steps=("${every_step[@]}")
for step in "${steps[@]}"; do
  [ -n "$(about "$step")" ] || stop "unknown step '$step'" "Steps: ${every_step[*]}"
done

summary=()
number=0
for step in "${steps[@]}"; do
  number=$((number + 1))
  say "$number of ${#steps[@]}: $(about "$step")"
  began=$SECONDS
  status=0
  "step_$step" || status=$?
  took=$(say_elapsed $((SECONDS - began)))
  if [ "$status" -ne 0 ]; then
    [ ${#summary[@]} -eq 0 ] || { echo; printf '%s\n' "${summary[@]}"; }
    printf '  %sfailed%s  %-50s %s\n' "$red" "$plain" "$(about "$step")" "$took"
    stop "$(about "$step") (step '$step')" "$(what_to_do "$step")"
  fi
  summary+=("$(printf '  %spassed%s  %-50s %s' "$green" "$plain" "$(about "$step")" "$took")")
done

echo
printf '%s\n' "${summary[@]}"
printf '\n%sAll %d steps passed in %s.%s\n' "$green" "${#steps[@]}" "$(say_elapsed "$SECONDS")" "$plain"
