#!/usr/bin/env bash
# A third domain, the smallest thinkable ("is an amount within a limit of the pack?"), plugged into
# a copy of this tree: its own files (files/) and the lines of existing ones that a domain takes
# (plug_in.py, which counts them). The copy must keep the rules of tests/layering and build, and the
# domain must then be everywhere: packs, command line, replay, explain, service, WebAssembly.
#   usage: tests/trial_domain/run.sh
# Last line: "N passed, N failed[, N skipped]".
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
source cmake/shell/tally.sh
source cmake/shell/browser.sh

work=$PWD/build/trial_domain
tree=$work/src
program=$tree/build/release/native_server/financescr
packs=$work/packs
requests=$work/requests.jsonl

# Where ./test has compiled the same text, it need not be compiled again.
export CCACHE_BASEDIR=${CCACHE_BASEDIR:-$PWD} CCACHE_NOHASHDIR=1

# expect TITLE COMMAND...: counts whether it succeeds. Call it as a plain statement: inside a
# condition bash would ignore `set -e` in the command.
expect() {
  local title=$1 result
  shift
  set +e
  (
    set -e
    "$@"
  ) >"$work/step.log" 2>&1
  result=$?
  set -e
  if ((result == 0)); then
    pass "$title"
  else
    fail "$title"
    tail -n 15 "$work/step.log"
  fi
}

# need TITLE COMMAND...: the same, and what follows cannot go on without it.
need() {
  expect "$@"
  if ((failed > 0)); then finish; fi
}

# status N COMMAND...: whether it ends with that exit code.
status() {
  local wanted=$1 found=0
  shift
  "$@" || found=$?
  ((found == wanted)) || { say "exit code $found, not $wanted"; return 1; }
}

# ---- the copy -----------------------------------------------------------------------------------

plug_in() { python3 -B tests/trial_domain/plug_in.py "$tree" >"$work/recipe"; }

# docs/ARCHITECTURE.md says how many lines it took.
told() {
  local count
  for count in "$(sed -n 's/^existing files: //p' "$work/recipe")" \
    "$(sed -n 's/^own files: \(.*\),.*/\1/p' "$work/recipe")"; do
    [[ -n "$count" ]]
    grep -F "$count" docs/ARCHITECTURE.md || { say "it does not say: $count"; return 1; }
  done
}

build_program() {
  cd "$tree"
  cmake --preset release -DFINANCESCR_UNIT_TESTS=OFF
  cmake --build --preset release --target financescr layering_test
}

check_layers() { "$tree/build/release/tests/layering/layering_test"; }

# ---- packs --------------------------------------------------------------------------------------

# make_pack NAME SMALL: a generated pack, with limits where SMALL says how much the small one is.
make_pack() {
  local source=$packs/$1
  "$program" datagen --out_root "$source" --seed 42 --n_customers=300 --n_watchlist=300 \
    --n_credit_apps=300 --n_fincrime_scenarios=10 --no-oracle --no-expected
  if (($# > 1)); then
    mkdir -p "$source/trial/v1"
    printf '{"limit_id":"small","max":%s}\n{"limit_id":"large","max":5000}\n' "$2" \
      >"$source/trial/v1/limits.jsonl"
  fi
  "$program" pack manifest "$source" --as-of 2026-01-15
}

make_packs() {
  rm -rf "$packs" "$work/compiled"
  mkdir -p "$work/compiled"
  make_pack plain
  make_pack before 100
  make_pack after 200
  for pack in before after; do
    "$program" pack build "$packs/$pack" --out "$work/compiled/$pack.fpk"
  done
}

verify_pack() {
  "$program" pack verify "$work/compiled/before.fpk" >"$work/verified"
  grep -q '^trial/v1$' "$work/verified"
  grep -q '^  limits  *2$' "$work/verified"
  grep -q '^valid$' "$work/verified"
}

compare_packs() {
  status 1 "$program" pack diff "$packs/before" "$packs/after" --json >"$work/difference"
  grep -qF '"changed":[{"fields":[{"after":200,"before":100,"field":"max"}],"id":"small"}]' \
    "$work/difference"
}

refuse_pack() {
  cp -r "$packs/before" "$packs/bad"
  printf '{"limit_id":"odd","max":-1}\n' >>"$packs/bad/trial/v1/limits.jsonl"
  "$program" pack manifest "$packs/bad"
  status 3 "$program" pack verify "$packs/bad" 2>"$work/refusal"
  grep -q 'trial/v1/limits.jsonl: /max ' "$work/refusal"
}

# ---- command line -------------------------------------------------------------------------------

write_requests() {
  printf '%s\n' '{"request_id":"1","limit_id":"small","amount":99.5}' \
    '{"request_id":"2","limit_id":"small","amount":100.000001,"customer_ref":"c-7"}' \
    '{"request_id":"3","limit_id":"none","amount":1}' '{"request_id":"4","amount":"much"}' \
    '{"request_id":"5","as_of":"2026-02-01","limit_id":"large","amount":5000}' >"$requests"
}

decide() {
  status 1 "$program" trial --pack "$packs/before" --bundles "$work/bundles" <"$requests" \
    >"$work/answers"
  python3 -B - "$work/answers" <<'END'
import json, sys
answers = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")]
found = [answer.get("decision") or answer["error"]["code"] for answer in answers]
assert found == ["WITHIN", "REVIEW", "not_found", "missing", "WITHIN"], found
assert [answer.get("as_of") for answer in answers[::4]] == ["2026-01-15", "2026-02-01"], answers
END
}

# The same from a folder and from a compiled pack.
decide_compiled() {
  status 1 "$program" trial --pack "$work/compiled/before.fpk" --threads 2 <"$requests" |
    cmp - "$work/answers"
}

decide_without() {
  status 1 "$program" trial --pack "$packs/plain" <"$requests" >"$work/without"
  (($(grep -c '"code":"unsupported"' "$work/without") == 5))
}

# The other domains decide as they do on a pack without limits.
decide_others() {
  local pack
  for pack in plain before; do
    "$program" screen --pack "$packs/$pack" <<<'{"customer_id":"C_000049"}' >"$work/screen.$pack"
    "$program" apply --pack "$packs/$pack" <<<'{"application_id":"A_000049"}' >"$work/apply.$pack"
  done
  cmp "$work/screen.plain" "$work/screen.before"
  cmp "$work/apply.plain" "$work/apply.before"
}

replay() {
  "$program" replay --pack "$packs/before" <"$work/bundles" >"$work/replays"
  (($(grep -c '"status":"identical"' "$work/replays") == 3))
}

replay_elsewhere() {
  status 1 "$program" replay --pack "$packs/after" <"$work/bundles" >"$work/replays"
  (($(grep -c '"field":"/decision/pack_hash"' "$work/replays") == 3))
}

explain() {
  "$program" explain <"$work/bundles" >"$work/explained"
  grep -q 'The amount of 99.5 was held against the limit small, which is 100.' "$work/explained"
  grep -v '"error"' "$work/answers" | "$program" explain | cmp - "$work/explained"
}

# ---- service ------------------------------------------------------------------------------------

serve() {
  local how what
  rm -rf "$work/state"
  python3 -B tests/trial_domain/service.py "$program" "$work/compiled" "$work/state" \
    >"$work/service" 2>"$work/service.log" || true
  while read -r how what; do
    if [[ "$how" == ok ]]; then pass "$what"; else fail "$what"; fi
  done <"$work/service"
  if ! grep -q '^ok audit' "$work/service"; then
    fail 'the server was not asked everything'
    tail -n 25 "$work/service.log"
  fi
}

# ---- WebAssembly --------------------------------------------------------------------------------

build_browser() {
  # What is fetched once is enough for both trees.
  mkdir -p build/cache "$tree/build"
  ln -sfn "$PWD/build/cache" "$tree/build/cache"
  cd "$tree"
  cmake --preset wasm -DFINANCESCR_TESTS=OFF
  cmake --build --preset wasm --target financescr_wasm
  build_package
}

# as_wasm TASK LINES ANSWERS: the module answers LINES with the bytes of ANSWERS.
as_wasm() {
  node "$tree/tests/parity/decide.mjs" --task "$1" --pack "$work/compiled/before.fpk" <"$2" |
    cmp - "$3"
}

bundles_as_wasm() {
  node "$tree/tests/parity/decide.mjs" --task trialBundle --pack "$work/compiled/before.fpk" \
    <"$requests" | grep -v '"error"' | cmp - "$work/bundles"
}

replays_as_wasm() {
  "$program" replay --pack "$work/compiled/before.fpk" <"$work/bundles" >"$work/replays"
  as_wasm replay "$work/bundles" "$work/replays"
}

in_browser() {
  if ! command -v em++ >/dev/null; then
    skip 'the same bytes from WebAssembly: there is no Emscripten here'
    return
  fi
  local before=$failed
  expect 'the module and its package build' build_browser
  if ((failed > before)); then return; fi
  expect 'the same answers' as_wasm trial "$requests" "$work/answers"
  expect 'the same bundles' bundles_as_wasm
  expect 'the same replays' replays_as_wasm
}

# -------------------------------------------------------------------------------------------------

mkdir -p "$work"
heading 'A copy of the tree with a third domain'
need 'its lines find their places' plug_in
sed 's/^/    /' "$work/recipe"
expect 'docs/ARCHITECTURE.md says how many they are' told
need 'the program builds' build_program
expect 'the copy keeps the layers and the house style' check_layers
heading 'Packs'
need 'packs are generated and compiled' make_packs
expect 'verify tells of the limits' verify_pack
expect 'diff tells of a changed limit' compare_packs
expect 'a limit that is none is refused' refuse_pack
heading 'Command line'
write_requests
need 'financescr trial decides' decide
expect 'a compiled pack and two threads give the same bytes' decide_compiled
expect 'a pack without limits decides no amount' decide_without
expect 'screening and credit give the same bytes beside limits' decide_others
expect 'replay makes each decision again' replay
expect 'replay on another pack names its hash' replay_elsewhere
expect 'explain tells of bundles and answers alike' explain
heading 'Service'
serve
heading 'WebAssembly'
in_browser
finish
