#!/usr/bin/env bash
# Accepts the decisions that the release build makes today as the expected ones.
# Usage: bash tests/golden/accept.sh [PATH_OF_THE_financescr_EXECUTABLE]
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
program="${1:-$root/build/release/native_server/financescr}"
[[ -x "$program" ]] || { echo "no executable at $program; run ./run first" >&2; exit 1; }
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT

# accept NEW ACCEPTED
accept() {
  local name="${2#"$root/tests/golden/"}"
  if cmp -s "$1" "$2"; then
    echo "$name: unchanged"
  else
    mkdir -p "$(dirname "$2")"
    cp "$1" "$2"
    echo "$name: accepted; read the difference with git diff before committing it"
  fi
}

"$program" datagen --out_root "$folder" --seed 42 > "$folder/log"
for name in fincrime_expected.jsonl credit_expected.jsonl; do
  accept "$folder/golden/v1/$name" "$root/tests/golden/seed42/$name"
done
for policy in default reference-mvp reference-head; do
  "$program" monitor --pack "$folder" --policy "$policy" \
    <"$root/tests/golden/monitoring/events.jsonl" |
    python3 "$root/tests/golden/shorten.py" >"$folder/$policy.jsonl"
  accept "$folder/$policy.jsonl" "$root/tests/golden/monitoring/$policy.jsonl"
done
