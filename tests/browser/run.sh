#!/usr/bin/env bash
# The tests of the browser's side: the package @financescr/engine in Node, the page's unit tests,
# types and style, and the page in Chromium against both transports, worker and server.
#   usage: tests/browser/run.sh
# Wants the release build of `financescr`, the wasm build and a Node of the page's tools; ./test has
# made them. Last line: "N passed, N failed[, N skipped]".
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
source cmake/shell/common.sh
source cmake/shell/tally.sh
source cmake/shell/browser.sh
log_dir=build/logs/browser
step_total=9

financescr=$PWD/build/release/native_server/financescr
work=$PWD/build/browser

count_step() {
  if ((step_status == 0)); then passed=$((passed + 1)); else failed=$((failed + 1)); fi
}

# number WORDS: the number before these words in the step's log, 0 if there is none.
number() {
  local found
  found=$(sed 's/\x1b\[[0-9;]*m//g' "$step_log" | grep -oP "$1" | tail -n 1) || true
  printf '%d' "${found:-0}"
}

# count_tests PASSED FAILED SKIPPED: patterns of the runner's closing lines. A runner that failed
# without a count is one failure.
count_tests() {
  local good bad absent
  good=$(number "$1")
  bad=$(number "$2")
  absent=$(number "$3")
  if ((step_status != 0 && bad == 0)); then bad=1; fi
  if ((step_status == 0 && good == 0)); then bad=1; fi
  passed=$((passed + good))
  failed=$((failed + bad))
  skipped=$((skipped + absent))
  say "      $good passed, $bad failed, $absent skipped"
}

make_pack() {
  mkdir -p "$work"
  rm -rf "$work/pack"
  "$financescr" datagen --out_root "$work/pack" --seed 42
  "$financescr" pack build "$work/pack" --out "$work/demo.fpk"
}

test_package() { FINANCESCR_PACK="$work/demo.fpk" npm --prefix wasm/package test; }
test_page_in_chromium() {
  FINANCESCR_BIN="$financescr" FINANCESCR_DEMO_DIR="$work/demo" \
    npm --prefix web_ui run test:e2e -- --reporter=line
}

use_node
step 'Seed pack' pack make_pack
step 'Packages from npm' npm-install npm_install wasm/package
try_step 'Package @financescr/engine' package test_package
count_tests '(?<=^# pass )\d+|(?<=pass )\d+$' '(?<=^# fail )\d+|(?<=fail )\d+$' \
  '(?<=^# skipped )\d+|(?<=skipped )\d+$'
step 'Page' page build_page
step 'Demonstration' demo export_demo build/browser/demo.fpk build/browser/demo
try_step 'Page: types' types npm --prefix web_ui run typecheck
count_step
try_step 'Page: style' style npm --prefix web_ui run lint
count_step
try_step 'Page: unit tests' unit npm --prefix web_ui run test:unit
count_tests '\d+(?= passed \(\d+\)$)' '\d+(?= failed)' '\d+(?= skipped)'
try_step 'Page in Chromium' chromium test_page_in_chromium
count_tests '\d+(?= passed)' '\d+(?= failed)' '\d+(?= skipped)'

finish
