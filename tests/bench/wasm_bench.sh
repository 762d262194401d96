#!/usr/bin/env bash
# Native against WebAssembly in one run: latency and throughput of screening on one core, opening,
# memory; and the size of the module. Prints Markdown for docs/PERFORMANCE.md.
#   usage: tests/bench/wasm_bench.sh [LISTS]
# LISTS is a folder of published lists, laid out as `financescr bench --help` says (default:
# ../shared/data); without it, generated names alone are measured besides the seed pack.
# Needs the presets release (financescr, line_bench) and wasm (financescr_wasm), and the package.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

lists=${1:-../shared/data}
native=build/release/native_server/financescr
line_bench=build/release/tests/bench/line_bench
module=wasm/package/dist/engine.wasm
work=build/wasm_bench
mkdir -p "$work"

for file in "$native" "$line_bench" "$module"; do
  [[ -e "$file" ]] || {
    echo "$file is missing; build it first" >&2
    exit 2
  }
done

# make_pack FILE OPTION...: what `financescr bench` builds with these options; made once.
make_pack() {
  local file=$1
  shift
  [[ -e "$file" ]] || "$native" bench "$@" --queries 1 --keep "$file" >/dev/null
}

# measure PACK TITLE QUERIES
measure() {
  node tests/bench/wasm_bench.mjs --bench "$line_bench" --pack "$1" --title "$2" --queries "$3"
}

size() { wc -c | awk '{ printf "%.2f MB", $1 / 1e6 }'; }

[[ -e "$work/seed.fpk" ]] || {
  "$native" datagen --out_root "$work/seed" --seed 42 >/dev/null
  "$native" pack build "$work/seed" --out "$work/seed.fpk" >/dev/null
}
brotli='process.stdout.write(zlib.brotliCompressSync(fs.readFileSync(0)))'
echo "module: $(size <"$module"), gzip $(gzip -9c "$module" | size)," \
  "Brotli $(node -e "$brotli" <"$module" | size)"
measure "$work/seed.fpk" 'seed 42' 4000
if [[ -d "$lists" ]]; then
  make_pack "$work/lists.fpk" --lists "$lists" --names 1 # none generated
  measure "$work/lists.fpk" 'published lists' 2000
  make_pack "$work/million.fpk" --lists "$lists" --names 1000000
else
  make_pack "$work/million.fpk" --names 1000000
fi
measure "$work/million.fpk" '1,000,000 names' 300
