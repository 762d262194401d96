#!/usr/bin/env bash
# Accepts the decisions that the release build makes today as the expected ones.
# Usage: bash tests/golden/accept.sh [PATH_OF_THE_financescr_EXECUTABLE]
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
program="${1:-$root/build/release/native_server/financescr}"
[[ -x "$program" ]] || { echo "no executable at $program; run ./run first" >&2; exit 1; }
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
"$program" datagen --out_root "$folder" --seed 42 > "$folder/log"
mkdir -p "$root/tests/golden/seed42"
for name in fincrime_expected.jsonl credit_expected.jsonl; do
  if cmp -s "$folder/golden/v1/$name" "$root/tests/golden/seed42/$name"; then
    echo "$name: unchanged"
  else
    cp "$folder/golden/v1/$name" "$root/tests/golden/seed42/$name"
    echo "$name: accepted; read the difference with git diff before committing it"
  fi
done
