#!/usr/bin/env bash
# Native and WebAssembly decide the same requests, and every answer is compared: its result_hash,
# then all its bytes, faults included. So are pairs, replays of one side's bundles by the other,
# answers over HTTP, and a sample in Chromium. A module that rounds otherwise must be found out.
#   usage: tests/parity/run.sh [SCREEN_LINES CREDIT_LINES]
# tests/parity/run.sh 400000 700000 decides more than a million requests on each side.
# FINANCESCR_CHROMIUM names a browser (default: chromium of PATH); with none, its part is skipped.
# Last line: "N passed, N failed[, N skipped]".
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
source cmake/shell/tally.sh
source cmake/shell/browser.sh

screen_lines=${1:-20000}
credit_lines=${2:-60000}
match_lines=$((screen_lines / 4))
monitor_lines=$((credit_lines / 2))
screen_shard=10000 # lines; an answer has some 6 kB
credit_shard=30000
seed=20270101

export parity=tests/parity
export work=build/parity
export native=build/release/native_server/financescr
corpus=build/release/tests/determinism/decision_corpus
chromium=${FINANCESCR_CHROMIUM-$(command -v chromium || true)}

# ---- builds -------------------------------------------------------------------------------------

# build_step NAME COMMAND...: what follows cannot go on without it.
build_step() {
  local name=$1 began=$SECONDS
  shift
  if "$@" >"$work/build-$name.log" 2>&1; then
    say "  $name: done in $((SECONDS - began)) s"
  else
    fail "$name does not build ($work/build-$name.log)"
    tail -n 15 "$work/build-$name.log"
    finish
  fi
}

build_native() {
  cmake --preset release && cmake --build --preset release --target financescr decision_corpus
}

build_wasm() {
  cmake --preset wasm &&
    cmake --build --preset wasm --target financescr_wasm financescr_wasm_rounding_up
}

# ---- packs --------------------------------------------------------------------------------------

make_packs() {
  local folder=$work/packs list=tests/fixtures/import
  rm -rf "$folder"
  mkdir -p "$folder/imported"
  "$native" datagen --out_root "$folder/seed" --seed 42
  "$native" datagen --version v2 --out_root "$folder/second" --seed 42
  "$native" import --merge --out "$folder/imported" ofac-sdn-csv=$list/ofac-sdn-csv \
    un-xml=$list/un-xml/consolidated.xml uk-conlist-csv=$list/uk-conlist-csv/ConList.csv \
    eu-fsf-csv=$list/eu-fsf-csv/full.csv us-csl-csv=$list/us-csl-csv/consolidated.csv
  for pack in seed second imported; do
    "$native" pack build "$folder/$pack" --out "$work/$pack.fpk"
  done
}

# ---- corpus -------------------------------------------------------------------------------------

# corpus_jobs KIND LINES SHARD_LINES: what write_shard must do for KIND.N.jsonl of LINES lines.
corpus_jobs() {
  local kind=$1 lines=$2 shard=$3 first
  for ((first = 0; first < lines; first += shard)); do
    local count=$((lines - first < shard ? lines - first : shard))
    say "$kind $count $seed $first $work/corpus/$kind.$((first / shard)).jsonl"
  done
}

write_shard() { "$corpus" "$1" "$2" "$3" "$4" >"$5"; }

# characters COUNT C
characters() { head -c "$1" /dev/zero | tr '\0' "$2"; }

# What lines may look like besides: CRLF, blank ones, long ones around the limit of 4 MiB, the last
# without a line feed.
write_odd_lines() {
  local limit=$((4 << 20))
  head -n 3 "$work/corpus/screen.0.jsonl" | sed 's/$/\r/'
  printf '\n \t\n\r\n \r\n\r\r\n'
  characters $limit x
  printf '\n'
  characters $limit x
  printf '\r\n'
  characters $((limit + 1)) x
  printf '\n'
  characters $((limit + 1)) ' '
  printf '\n'
  characters $limit ' '
  printf '\n'
  characters $((limit + 9)) ' '
  printf 'x\n{"customer_id":"C_000049","comment":"%s"}\n' "$(characters 3000000 x)"
  printf '{"customer_id":"C_000049"}'
}

write_corpus() {
  rm -rf "$work/corpus"
  mkdir -p "$work/corpus"
  export corpus
  export -f write_shard
  {
    corpus_jobs screen "$screen_lines" $screen_shard
    corpus_jobs credit "$credit_lines" $credit_shard
    corpus_jobs match "$match_lines" $credit_shard
    corpus_jobs monitor "$monitor_lines" $credit_shard
  } | xargs -P "$(nproc)" -L 1 bash -euo pipefail -c 'write_shard "$@"' bash
  write_odd_lines >"$work/corpus/odd.0.jsonl"
  for pack in second imported; do
    node $parity/list-requests.mjs "$work/packs/$pack" >"$work/corpus/$pack.0.jsonl"
  done
  say "  $(cat "$work"/corpus/*.jsonl | wc -l) lines, $(du -sh "$work/corpus" | cut -f 1)," \
    "sha256 $(cat "$work"/corpus/*.jsonl | sha256sum | cut -c 1-16)..."
}

# ---- decisions ----------------------------------------------------------------------------------

# The pack a shard is decided with, and the task for both sides.
pack_of() {
  case $1 in
    second.* | imported.*) printf '%s/%s.fpk' "$work" "${1%%.*}" ;;
    *) printf '%s/seed.fpk' "$work" ;;
  esac
}
task_of() {
  case $1 in
    credit.*) printf apply ;;
    match.*) printf match ;;
    monitor.*) printf monitor ;;
    *) printf screen ;;
  esac
}
export -f pack_of task_of

# The program ends with 1 when a line was bad, with more when it could not decide.
native_answers() {
  "$native" "$@" || (($? == 1))
}
export -f native_answers

# compare NAME REQUESTS: what was put into runs/NAME.native and .wasm. The difference stays in
# runs/NAME.difference; the counts go to runs/NAME.counts.
compare() {
  local run=$work/runs/$1
  if node $parity/compare.mjs --requests "$2" --native "$run.native" --wasm "$run.wasm" \
    --counts "$run.counts" >"$run.difference"; then
    rm "$run.difference"
  fi
  rm "$run.native" "$run.wasm"
}
export -f compare

# decide SHARD: both sides decide it.
decide() {
  local shard=$1 run=$work/runs/$1 requests=$work/corpus/$1.jsonl began=$SECONDS pack task
  pack=$(pack_of "$shard") task=$(task_of "$shard")
  native_answers "$task" --pack "$pack" <"$requests" >"$run.native"
  node $parity/decide.mjs --task "$task" --pack "$pack" <"$requests" >"$run.wasm"
  compare "$shard" "$requests"
  printf '  %-10s %4d s\n' "$shard" $((SECONDS - began))
}
export -f decide

# replay SHARD: both sides make the bundles of the shard, and each replays those of the other.
replay() {
  local shard=$1 run=$work/runs/$1 requests=$work/corpus/$1.jsonl pack task
  local native_bundles=$work/runs/$1.native_bundles wasm_bundles=$work/runs/$1.wasm_bundles
  pack=$(pack_of "$shard") task=$(task_of "$shard")
  native_answers "$task" --pack "$pack" --bundles "$native_bundles" <"$requests" >/dev/null
  node $parity/decide.mjs --task "${task}Bundle" --pack "$pack" <"$requests" |
    grep '^{"bundle_version":' >"$wasm_bundles"
  cp "$native_bundles" "$run-bundles.native"
  cp "$wasm_bundles" "$run-bundles.wasm"
  compare "$shard-bundles" "$requests"
  native_answers replay --pack "$pack" <"$wasm_bundles" >"$run-replays.native"
  node $parity/decide.mjs --task replay --pack "$pack" <"$native_bundles" >"$run-replays.wasm"
  compare "$shard-replays" "$native_bundles"
  rm "$native_bundles" "$wasm_bundles"
}
export -f replay

shards() {
  local kind
  for kind in "$@"; do
    find "$work/corpus" -name "$kind.*.jsonl" -printf '%f\n' | sed 's/\.jsonl$//' | sort -V
  done
}

# report TITLE NAME...: whether the runs of these names were all the same.
report() {
  local title=$1 total=$work/total.$1 name counts=() differences=()
  shift
  for name in "$@"; do
    counts+=("$work/runs/$name.counts")
    if [[ -e "$work/runs/$name.difference" ]]; then differences+=("$work/runs/$name.difference"); fi
  done
  if ((${#differences[@]} == 0)) && node $parity/total.mjs "${counts[@]}" >"$total"; then
    pass "$title: $(head -n 1 "$total")"
    tail -n +2 "$total"
  else
    fail "$title: $((${#differences[@]})) of $# runs differ, or were not made"
    if ((${#differences[@]} > 0)); then head -n 20 "${differences[0]}"; fi
  fi
}

in_parallel() { xargs -P "$(nproc)" -L 1 bash -euo pipefail -c "$1 \"\$@\"" bash; }

decide_all() {
  shards screen credit match monitor odd second imported | in_parallel decide || true
  local kind names
  for kind in screen credit match monitor odd second imported; do
    mapfile -t names < <(shards $kind)
    report "$kind" "${names[@]}"
  done
  expect_all_kinds
}

# expect KIND WORD...: the corpus of that kind must have led to each of these outcomes and scripts.
expect() {
  local kind=$1 word missing=''
  shift
  for word in "$@"; do
    grep -qE "[:,] $word [0-9]" "$work/total.$kind" || missing+=" '$word'"
  done
  if [[ -z "$missing" ]]; then
    pass "$kind: all $# kinds that must be in it"
  else
    fail "$kind: nothing in it of$missing"
  fi
}

expect_all_kinds() {
  local scripts list="import('./$parity/scripts.mjs').then((m) => console.log(...m.kScripts))"
  read -ra scripts < <(node -e "$list")
  expect screen CLEAR REVIEW 'error malformed' 'error invalid' 'error missing' 'error too_large' \
    'error conflict' "${scripts[@]}"
  expect credit APPROVE REFER DECLINE 'error malformed' 'error invalid' 'error missing' \
    'error not_found'
  expect match CLEAR REVIEW 'error malformed' 'error invalid' 'error missing'
  expect monitor ALERT PASS 'error malformed' 'error invalid' 'error missing' 'error conflict'
}

replay_all() {
  local bundled=(screen.0 credit.0 monitor.0 second.0 imported.0) kind
  printf '%s\n' "${bundled[@]}" | in_parallel replay || true
  for kind in bundles replays; do report "$kind" "${bundled[@]/%/-$kind}"; done
  if grep -q '^ *1 outcomes: identical ' "$work/total.replays"; then
    pass 'every decision of one side is identical when the other makes it again'
  else
    fail 'a decision of one side is not identical when the other makes it again'
  fi
}

# ---- other doors --------------------------------------------------------------------------------

http_door() {
  if node $parity/http.mjs --program "$native" --pack "$work/seed.fpk" \
    --screen "$work/corpus/screen.0.jsonl" --credit "$work/corpus/credit.0.jsonl" \
    >"$work/http.log" 2>&1; then
    pass "HTTP: $(tail -n 1 "$work/http.log")"
  else
    fail 'HTTP'
    tail -n 25 "$work/http.log"
  fi
}

# in_chromium SHARD LINES
in_chromium() {
  local shard=$1 requests=$work/corpus/$1-sample.jsonl run=$work/runs/$1-chromium
  head -n "$2" "$work/corpus/$shard.jsonl" >"$requests"
  native_answers "$(task_of "$shard")" --pack "$(pack_of "$shard")" <"$requests" >"$run.native"
  if node $parity/browser.mjs --chromium "$chromium" --task "$(task_of "$shard")" \
    --pack "$(pack_of "$shard")" <"$requests" >"$run.wasm" 2>"$work/chromium.log"; then
    compare "$shard-chromium" "$requests"
    report "$shard in Chromium" "$shard-chromium"
  else
    fail "$shard in Chromium"
    tail -n 15 "$work/chromium.log"
  fi
}

chromium_part() {
  if [[ -z "$chromium" ]]; then
    skip 'Chromium: there is none here'
  elif npm_install $parity >"$work/npm.log" 2>&1; then
    in_chromium screen.0 2000
    in_chromium credit.0 4000
  else
    fail "Chromium: playwright-core cannot be installed ($work/npm.log)"
  fi
}

# ---- a difference on purpose --------------------------------------------------------------------

# The module that rounds up opens, decides, and must not go unnoticed.
rounding_up() {
  local task=$1 requests=$work/corpus/$2-rounded.jsonl run=$work/runs/$2-rounded
  head -n 1000 "$work/corpus/$2.jsonl" >"$requests"
  native_answers "$task" --pack "$work/seed.fpk" <"$requests" >"$run.native"
  node $parity/decide.mjs --task "$task" --pack "$work/seed.fpk" \
    --wasm build/wasm/tests/parity/rounding_up.wasm <"$requests" >"$run.wasm" || true
  compare "$2-rounded" "$requests"
  if grep -qE '^first difference: line [0-9]+' "$run.difference" 2>/dev/null &&
    grep -qE '^  /result_hash: native "xxh3-128:[0-9a-f]+", wasm "' "$run.difference" &&
    grep -qE '^  /(features|matches|apr_percent|pd_12m|affordability)' "$run.difference"; then
    pass "$task rounded up is found out: $(tail -n 1 "$run.difference")"
    head -n 3 "$run.difference" | sed 's/^/    /'
  else
    fail "$task rounded up is not found out, or not said where"
    cat "$run.difference" 2>/dev/null || true
  fi
}

# -------------------------------------------------------------------------------------------------

mkdir -p "$work"
rm -rf "$work/runs"
mkdir -p "$work/runs"
heading 'Builds'
build_step native build_native
build_step wasm build_wasm
build_step package build_package
build_step packs make_packs
heading 'Corpus'
write_corpus
heading 'Decisions'
decide_all
heading 'Bundles, and replay of each by the other'
replay_all
heading 'HTTP: the server and the fetch handler'
http_door
heading 'Chromium'
chromium_part
heading 'A module that rounds up'
rounding_up screen screen.0
rounding_up apply credit.0
finish
