#!/usr/bin/env bash
# The determinism matrix: g++ and clang, -O0 and -O3, one thread and four must give the same bytes:
# the generated pack, the compiled pack, imported lists, the answers and bundles of 100,000
# decisions and more, and the replay of one build's bundles by another. A processor whose FMA is
# masked must agree with them, and a build with contracted multiply-adds must refuse to decide.
#   usage: tests/determinism/run.sh [SCREEN_LINES CREDIT_LINES [MONITOR_LINES]]
# By default there are two builds, g++ -O3 and clang -O0, and the second decides the odd shards of
# the corpus with four threads and one shard of each kind with one. FINANCESCR_TEST_ALL=1 makes all
# four builds and decides all with all.
# Last line: "N passed, N failed[, N skipped]".
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
source cmake/shell/tally.sh

screen_lines=${1:-28000}
credit_lines=${2:-84000}
monitor_lines=${3:-40000}
screen_shards=10
credit_shards=4
monitor_shards=2 # each a stream of its own
export FINANCESCR_MATRIX_SEED=20260101
all=${FINANCESCR_TEST_ALL:-0}
least_decisions=100000
if (($# > 0)); then least_decisions=1; fi # a piece, to try something out

work=build/determinism
corpus=$work/corpus
runs=$work/runs
reference=g++-O3
builds=(g++-O3 clang++-O0)
if [[ "$all" == 1 ]]; then builds=(g++-O3 clang++-O3 g++-O0 clang++-O0); fi
usable=()
other_environment=() # of the run that is compared

# binary BUILD: its executable.
binary() {
  if [[ "$1" == g++-O3 ]]; then
    printf 'build/release/native_server/financescr'
  else
    printf 'build/determinism/%s/native_server/financescr' "$1"
  fi
}
export -f binary

# ---- builds -------------------------------------------------------------------------------------

# build NAME COMPILER LEVEL; g++ -O3 is the release preset.
build() {
  local name=$1 compiler=$2 level=$3 log=$work/build-$1.log began=$SECONDS
  say "  building $name (log: $log)"
  if [[ "$name" == g++-O3 ]]; then
    {
      cmake --preset release &&
        cmake --build --preset release --target financescr decision_corpus
    } >"$log" 2>&1 || return 1
  else
    {
      cmake -S . -B "$work/$name" -G Ninja -DCMAKE_CXX_COMPILER_LAUNCHER=ccache \
        -DCMAKE_CXX_COMPILER="$compiler" -DCMAKE_BUILD_TYPE=Release \
        -DCMAKE_CXX_FLAGS_RELEASE="$level" -DFINANCESCR_SERVICE=OFF -DFINANCESCR_UNIT_TESTS=OFF \
        -DFINANCESCR_PROGRAM_TESTS=OFF -DFINANCESCR_UNITY=ON &&
        cmake --build "$work/$name" --target financescr
    } >"$log" 2>&1 || return 1
  fi
  say "    done in $((SECONDS - began)) s"
}

compiler_of() { if [[ "$1" == clang* ]]; then printf 'clang++-14'; else printf 'g++'; fi; }

build_all() {
  local name
  for name in "${builds[@]}"; do
    if build "$name" "$(compiler_of "$name")" "-${name##*-}"; then
      usable+=("$name")
    else
      fail "$name does not build"
      tail -n 15 "$work/build-$name.log"
      [[ "$name" == "$reference" ]] && finish
    fi
  done
}

# ---- packs --------------------------------------------------------------------------------------

# import_lists BUILD FOLDER: imports every fixture list and merges them all.
import_lists() {
  local program list format lists=()
  program=$(binary "$1")
  for list in tests/fixtures/import/*/; do
    format=$(basename "$list")
    if [[ "$format" == ofac-sdn-csv ]]; then list=${list%/}; else list=$(echo "$list"*); fi
    lists+=("$format=$list")
    "$program" import --format "$format" --in "$list" --out "$2/$format.jsonl" \
      --report "$2/$format.json" >/dev/null 2>&1
  done
  "$program" import --merge --out "$2/merged" "${lists[@]}" >/dev/null 2>&1
}

# history_sums BUILD FOLDER: generates transactions there, and backtests and tunes policies on them.
history_sums() {
  local program folder=$2 history
  program=$(binary "$1")
  "$program" datagen transactions --out "$folder" --seed 42 --clients 150 --days 45 \
    --late-share 0.02 >/dev/null
  history=(--pack "$folder" --events "$folder/events.jsonl" --labels "$folder/labels.jsonl" --json)
  "$program" backtest "${history[@]}" --against reference-head --html "$folder/backtest.html" \
    --decisions "$folder/decisions.jsonl" >"$folder/backtest.json"
  "$program" tune monitoring "${history[@]}" --vary /rules/unusual_hours/on=true,false \
    >"$folder/tune.json"
}

# pack_sums BUILD: generates the packs, compiles them and evaluates v1 with that build, imports the
# fixture lists; prints a hash for each file.
pack_sums() {
  local name=$1 folder=$work/packs/$1 domain
  rm -rf "$folder"
  "$(binary "$name")" datagen --out_root "$folder" --seed 42 >/dev/null
  "$(binary "$name")" pack build "$folder" --out "$folder/all.fpk" >/dev/null
  for domain in fincrime credit; do
    "$(binary "$name")" eval "$domain" --pack "$folder" --json --html "$folder/$domain.html" \
      >"$folder/$domain.eval.json"
    "$(binary "$name")" tune "$domain" --pack "$folder" --json >"$folder/$domain.tune.json"
  done
  history_sums "$name" "$folder/history"
  "$(binary "$name")" datagen --version v2 --out_root "$folder/second" --seed 42 >/dev/null
  "$(binary "$name")" pack build "$folder/second" --out "$folder/second.fpk" >/dev/null
  import_lists "$name" "$folder/import"
  (cd "$folder" && find . -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum)
}

# compare_packs NAME: its sums against the reference's.
compare_packs() {
  local what
  what="$1: $(wc -l <"$work/packs/$1.sums") files, generated, compiled, evaluated and imported"
  if diff "$work/packs/$reference.sums" "$work/packs/$1.sums"; then
    pass "$what"
  else
    fail "$what (< $reference, > $1)"
  fi
}

make_packs() {
  local name
  mkdir -p "$work/packs"
  for name in "${usable[@]}"; do
    pack_sums "$name" >"$work/packs/$name.sums" || true
    [[ "$name" == "$reference" ]] || compare_packs "$name"
  done
}

# ---- corpus -------------------------------------------------------------------------------------

make_shard() {
  local kind=$1 shard=$2 size=$3
  build/release/tests/determinism/decision_corpus "$kind" "$size" "$FINANCESCR_MATRIX_SEED" \
    $((shard * size)) >"build/determinism/corpus/$kind.$shard.jsonl"
}
export -f make_shard

shards_of() { seq -f "$1.%g" 0 $(($2 - 1)); }

make_corpus() {
  rm -rf "$corpus"
  mkdir -p "$corpus"
  {
    seq -f "screen %g $((screen_lines / screen_shards))" 0 $((screen_shards - 1))
    seq -f "credit %g $((credit_lines / credit_shards))" 0 $((credit_shards - 1))
    seq -f "monitor %g $((monitor_lines / monitor_shards))" 0 $((monitor_shards - 1))
  } | xargs -P "$(nproc)" -L 1 bash -euo pipefail -c 'make_shard "$@"' bash
  say "  $(cat "$corpus"/*.jsonl | wc -l) lines, $(du -sh "$corpus" | cut -f 1)," \
    "sha256 $(cat "$corpus"/*.jsonl | sha256sum | cut -c 1-16)..."
}

# ---- decisions ----------------------------------------------------------------------------------

command_of() {
  case $1 in
    credit.*) printf apply ;;
    *) printf '%s' "${1%%.*}" ;;
  esac
}
export -f command_of

# decide BUILD THREADS SHARD NAME: leaves in runs/NAME.SHARD the hash of the answers, that of the
# bundles, the exit status and what was said on standard error.
decide() {
  local program shard=$3 out=build/determinism/runs/$4.$3 began=$SECONDS
  program=$(binary "$1")
  {
    {
      "$program" "$(command_of "$shard")" --pack build/determinism/packs/g++-O3/all.fpk \
        --threads "$2" --bundles /dev/fd/3 <"build/determinism/corpus/$shard.jsonl" \
        2>"$out.errors" || printf '%s\n' $? >"$out.status"
    } | sha256sum >"$out.answers"
  } 3>&1 | sha256sum >"$out.bundles"
  {
    cat "$out.answers" "$out.bundles" "$out.errors"
    cat "$out.status" 2>/dev/null || printf '0\n'
  } >"$out"
  rm -f "$out".*
  printf '  %-22s %-9s %3d s\n' "$4" "$shard" $((SECONDS - began))
}
export -f decide

# Lines "BUILD THREADS SHARD NAME" for one build; the slow ones are whole only once (see above).
jobs_of() {
  local name=$1 threads shard
  for threads in 1 4; do
    for shard in $(shards_of screen $screen_shards) $(shards_of credit $credit_shards) \
      $(shards_of monitor $monitor_shards); do
      if [[ "$name" == *-O0 && "$all" != 1 && "$shard" != *.0 ]]; then
        [[ "$name.$threads.$((${shard##*.} % 2))" =~ ^(g\+\+-O0\.1\.0|clang\+\+-O0\.4\.1)$ ]] ||
          continue
      fi
      say "$name $threads $shard $name.$threads"
    done
  done
}

run_jobs() { xargs -P "$(nproc)" -L 1 bash -euo pipefail -c 'decide "$@"' bash; }

# show_difference BUILD THREADS SHARD: decides a shard again with the reference and with that build
# and prints the first line and the fields in which answers or bundles differ.
show_difference() {
  local name=$1 threads=$2 shard=$3 what line
  local a=$work/difference.reference b=$work/difference.other
  "$(binary $reference)" "$(command_of "$shard")" --pack "$work/packs/g++-O3/all.fpk" \
    --bundles "$a.bundles" <"$corpus/$shard.jsonl" >"$a.answers" || true
  env "${other_environment[@]}" "$(binary "$name")" "$(command_of "$shard")" \
    --pack "$work/packs/g++-O3/all.fpk" --threads "$threads" --bundles "$b.bundles" \
    <"$corpus/$shard.jsonl" >"$b.answers" || true
  for what in answers bundles; do
    line=$({ cmp "$a.$what" "$b.$what" || true; } | grep -oE '[0-9]+$') || continue
    say "    first difference in the $what of $shard: line $line;" \
      "< $reference, > $name ${other_environment[*]}"
    diff <(sed -n "${line}p" "$a.$what" | sed 's/,"/\n"/g') \
      <(sed -n "${line}p" "$b.$what" | sed 's/,"/\n"/g') | cut -c 1-200 | head -n 12 || true
  done
  rm -f "$a".* "$b".*
}

# compare_runs NAME BUILD THREADS: each shard that was run under that name against the reference.
compare_runs() {
  local name=$1 file shard count=0 lines=0 different=''
  for file in "$runs/$name".*; do
    shard=${file#"$runs/$name."}
    count=$((count + 1))
    lines=$((lines + $(wc -l <"$corpus/$shard.jsonl")))
    cmp -s "$runs/$reference.1.$shard" "$file" || different+=" $shard"
  done
  if [[ -z "$different" ]]; then
    pass "$name: answers and bundles of $lines lines in $count shards"
  else
    fail "$name: differs in$different"
    show_difference "$2" "$3" "${different##* }"
  fi
}

decide_all() {
  local name threads
  rm -rf "$runs"
  mkdir -p "$runs"
  for name in "${usable[@]}"; do jobs_of "$name"; done | tac | run_jobs
  for name in "${usable[@]}"; do
    for threads in 1 4; do
      if [[ "$name.$threads" != "$reference.1" ]]; then
        compare_runs "$name.$threads" "$name" "$threads"
      fi
    done
  done
  # An empty answer is the same everywhere too: the exit status says that lines were bad, not all.
  # `monitor` notes how many events were late.
  if cat "$runs/$reference.1".* | grep -v '^financescr: note: ' | cut -d ' ' -f 1 |
    grep -vxE '[0-9a-f]{64}|[01]' >/dev/null; then
    fail "$reference: a run ended with an error or said something on standard error"
    cat "$runs/$reference.1".* | grep -vE '^[0-9a-f]{64}' | sort | uniq -c | head -n 5
  fi
}

# ---- replay -------------------------------------------------------------------------------------

# replay_shard MAKER REPLAYER SHARD: prints how many bundles one made and the other found identical.
replay_shard() {
  local out=build/determinism/runs/replay.$1.$2.$3
  {
    "$(binary "$1")" "$(command_of "$3")" --pack build/determinism/packs/g++-O3/all.fpk \
      --bundles /dev/fd/3 <"build/determinism/corpus/$3.jsonl" 3>&1 >/dev/null || true
  } | "$(binary "$2")" replay --pack build/determinism/packs/g++-O3/all.fpk >"$out" || true
  printf '%s %s\n' "$(wc -l <"$out")" "$(grep -c '"status":"identical"' "$out" || true)"
  grep -v '"status":"identical"' "$out" | head -n 1 | cut -c 1-300 >&2 || true
  rm -f "$out"
}
export -f replay_shard

# replay_all MAKER REPLAYER LEAST SHARD...: at least LEAST bundles, all of them identical.
replay_all() {
  local maker=$1 replayer=$2 least=$3 made=0 identical=0 a b what
  shift 3
  while read -r a b; do
    made=$((made + a))
    identical=$((identical + b))
  done < <(printf "$maker $replayer %s\n" "$@" |
    xargs -P "$(nproc)" -L 1 bash -euo pipefail -c 'replay_shard "$@"' bash)
  what="$made decisions of $maker replayed by $replayer: $identical identical"
  if ((made == identical && made >= least)); then pass "$what"; else fail "$what"; fi
}

replay_matrix() {
  local whole
  mapfile -t whole < <(shards_of screen $screen_shards && shards_of credit $credit_shards &&
    shards_of monitor $monitor_shards)
  [[ " ${usable[*]} " == *' clang++-O3 '* ]] &&
    replay_all g++-O3 clang++-O3 "$least_decisions" "${whole[@]}"
  [[ " ${usable[*]} " == *' g++-O0 '* && " ${usable[*]} " == *' clang++-O3 '* ]] &&
    replay_all clang++-O3 g++-O0 1 credit.0
  [[ " ${usable[*]} " == *' clang++-O0 '* ]] && replay_all g++-O3 clang++-O0 1 credit.1 monitor.1
  return 0
}

# ---- other processors ---------------------------------------------------------------------------

usable_features() {
  /lib64/ld-linux-x86-64.so.2 --list-diagnostics 2>/dev/null | grep -F 'x86.cpu_features' | sort
}

# decide_with SUFFIX VARIABLE...: the first shard of each kind, with these environment variables.
decide_with() {
  local suffix=$1 name
  shift
  for name in g++-O3 clang++-O3; do
    [[ " ${usable[*]} " == *" $name "* ]] || continue
    printf '%s\n' "$name 4 screen.0 $name-$suffix" "$name 4 credit.0 $name-$suffix" \
      "$name 4 monitor.0 $name-$suffix" |
      env "$@" xargs -P "$(nproc)" -L 1 bash -euo pipefail -c 'decide "$@"' bash
    other_environment=("$@")
    compare_runs "$name-$suffix" "$name" 4
    other_environment=()
  done
}

# glibc takes its other variants of every function that has several; simdjson asks the processor
# itself, so its portable kernel is asked for by name.
other_processors() {
  local masked=GLIBC_TUNABLES=glibc.cpu.hwcaps=-AVX2,-FMA
  if cmp -s <(usable_features) <(env "$masked" bash -c \
    "$(declare -f usable_features); usable_features"); then
    skip 'without FMA and AVX2: this C library or processor does not let them be masked'
  else
    decide_with no-fma "$masked"
  fi
  decide_with portable-json SIMDJSON_FORCE_IMPLEMENTATION=fallback
}

# ---- contraction --------------------------------------------------------------------------------

fma_count() { objdump -d --no-show-raw-insn "$1" | grep -cE '\bvfn?m(add|sub)' || true; }

no_contraction() {
  local name count
  for name in "${usable[@]}"; do
    count=$(fma_count "$(binary "$name")")
    if ((count == 0)); then
      pass "$name: holds no fused multiply-add"
    else
      fail "$name: holds $count fused multiply-adds"
    fi
  done
}

# A build with contracted arithmetic must notice it and refuse, whatever it is asked to do.
contraction() {
  local name=$1 folder log=$work/build-contracted-$1.log contracted count status=0
  if ! grep -qw fma /proc/cpuinfo; then
    skip "$name, contracted: this processor has no FMA"
    return
  fi
  folder=$(dirname "$(dirname "$(binary "$name")")")
  contracted=$folder/tests/determinism/financescr_contracted
  if ! cmake --build "$folder" --target financescr_contracted >"$log" 2>&1; then
    fail "$name, contracted: does not build"
    tail -n 15 "$log"
    return
  fi
  count=$(fma_count "$contracted")
  if ((count == 0)); then
    fail "$name, contracted: no fused multiply-add in it, so it proves nothing"
    return
  fi
  "$contracted" screen --pack "$work/packs/g++-O3/all.fpk" <"$corpus/screen.0.jsonl" \
    >"$work/contracted.out" 2>"$work/contracted.err" || status=$?
  if ((status == 3)) && [[ ! -s "$work/contracted.out" ]] &&
    grep -qF docs/DETERMINISM.md "$work/contracted.err"; then
    pass "$name, contracted: $count fused multiply-adds; refuses with exit status 3"
  else
    fail "$name, contracted: $count fused multiply-adds, but exit status $status and" \
      "$(wc -l <"$work/contracted.out") answers"
  fi
}

# -------------------------------------------------------------------------------------------------

mkdir -p "$work"
heading "Builds"
build_all
heading "Packs of seed 42, against those of $reference"
make_packs
heading "Corpus"
make_corpus
heading "Decisions, against those of $reference with one thread"
decide_all
heading "Replay of one build's bundles by another"
replay_matrix
heading "Other processors"
other_processors
heading "Contracted multiply-adds"
no_contraction
contraction g++-O3
if [[ "$all" == 1 ]]; then contraction clang++-O3; fi
finish
