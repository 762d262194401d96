# shellcheck shell=bash
# For scripts of tests: counted results, and the closing line that ./test reads.

passed=0
failed=0
skipped=0

say() { printf '%s\n' "$*"; }

pass() {
  passed=$((passed + 1))
  say "  ok      $*"
}

fail() {
  failed=$((failed + 1))
  say "  FAILED  $*"
}

skip() {
  skipped=$((skipped + 1))
  say "  skipped $*"
}

finish() {
  say
  say "Took $SECONDS s."
  if ((skipped > 0)); then
    say "$passed passed, $failed failed, $skipped skipped"
  else
    say "$passed passed, $failed failed"
  fi
  ((failed == 0))
  exit
}

heading() {
  say
  say "[$SECONDS s] $*"
}
