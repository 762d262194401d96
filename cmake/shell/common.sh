# shellcheck shell=bash
# Shared by `run` and `test`: numbered steps with a log each, and the installing of packages.
# The including script sets `step_total` and calls from the repository root.

log_dir=build/logs
step_total=0
step_number=0
step_status=0
step_log=''
ticker_pid=''

# A clone elsewhere finds what another one compiled.
export CCACHE_BASEDIR=$PWD CCACHE_NOHASHDIR=1

say() { printf '%s\n' "$*"; }

die() {
  printf 'error: %s\n' "$*" >&2
  exit 1
}

# Shows that a step is alive: on a terminal the seconds and the log's last line, else a line every
# half minute.
ticker() {
  local log="$1" began=$SECONDS elapsed line
  while sleep 1 >/dev/null 2>&1; do
    elapsed=$((SECONDS - began))
    if [[ -t 1 ]]; then
      line=$(tail -n 1 "$log" 2>/dev/null | tr -cd '[:print:]' | cut -c1-60) || line=''
      printf '\r\033[K      %d s  %s' "$elapsed" "$line"
    elif ((elapsed % 30 == 0)); then
      printf '      still running, %d s\n' "$elapsed"
    fi
  done
}

stop_ticker() {
  [[ -n "$ticker_pid" ]] || return 0
  kill "$ticker_pid" 2>/dev/null || true
  wait "$ticker_pid" 2>/dev/null || true
  ticker_pid=''
  if [[ -t 1 ]]; then printf '\r\033[K'; fi
}
trap stop_ticker EXIT

# try_step TITLE SLUG COMMAND...: runs the command with its output in build/logs/SLUG.log and leaves
# its exit status in `step_status`. Call it as a plain statement: inside a condition bash would
# ignore `set -e` in the command.
try_step() {
  local title="$1" began=$SECONDS
  step_log="$log_dir/$2.log"
  shift 2
  step_number=$((step_number + 1))
  mkdir -p "$log_dir"
  : >"$step_log"
  printf '[%d/%d] %s\n' "$step_number" "$step_total" "$title"
  ticker "$step_log" &
  ticker_pid=$!
  set +e
  (
    set -e
    "$@"
  ) >"$step_log" 2>&1 </dev/null
  step_status=$?
  set -e
  stop_ticker
  if ((step_status == 0)); then
    printf '      done in %d s\n' $((SECONDS - began))
  else
    tail -n 25 "$step_log" | sed 's/^/      | /' >&2
    printf '      FAILED after %d s (exit %d): %s; the whole log is %s\n' \
      $((SECONDS - began)) "$step_status" "$title" "$step_log" >&2
  fi
}

# step TITLE SLUG COMMAND...: as try_step, and the script ends when it fails.
step() {
  try_step "$@"
  if ((step_status != 0)); then die "step '$1' failed; see $step_log"; fi
}

as_root() {
  if ((EUID == 0)); then "$@"; else sudo "$@"; fi
}

apt_get() {
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -y -o DPkg::Lock::Timeout=300 "$@"
}

# Debian starts servers that it installs (nginx, Postgres) unless this file says no.
start_policy=/usr/sbin/policy-rc.d

forbid_starting_servers() {
  printf '#!/bin/sh\nexit 101\n' | as_root tee "$start_policy" >/dev/null
  as_root chmod 0755 "$start_policy"
}

# In a shell of its own, so that the policy goes with it however it ends. One that is there stays.
install_packages() (
  apt_get update
  if [[ ! -e "$start_policy" ]]; then
    trap 'as_root rm -f "$start_policy"' EXIT
    forbid_starting_servers
  fi
  apt_get install --no-install-recommends "$@"
)

# missing_packages PACKAGE...: prints those that are not installed.
missing_packages() {
  local installed package
  installed=$(dpkg-query -W -f '${db:Status-Status} ${Package}\n' "$@" 2>/dev/null) || true
  for package in "$@"; do
    grep -qxF "installed $package" <<<"$installed" || printf '%s\n' "$package"
  done
}

# ensure_packages PACKAGE...: installs those that are missing; touches nothing when all are there.
ensure_packages() {
  command -v dpkg-query >/dev/null || die "this script installs packages on Debian 12; \
elsewhere install what cmake/shell/packages.sh lists and build with the presets"
  local missing
  mapfile -t missing < <(missing_packages "$@")
  if ((${#missing[@]} == 0)); then
    step_number=$((step_number + 1))
    printf '[%d/%d] Packages: all %d present\n' "$step_number" "$step_total" $#
    return
  fi
  if ((EUID != 0)); then
    command -v sudo >/dev/null ||
      die "not root and no sudo; as root run: apt-get install ${missing[*]}"
    sudo -v
  fi
  step "Installing ${#missing[@]} packages: ${missing[*]}" packages \
    install_packages "${missing[@]}"
}

# try_packages PACKAGE...: the same for what a machine may do without. Leaves in `absent` those
# that are still missing.
try_packages() {
  mapfile -t absent < <(missing_packages "$@")
  if ((${#absent[@]} == 0)); then return; fi
  if ((EUID == 0)) || sudo -n true 2>/dev/null; then
    say "Installing ${#absent[@]} packages: ${absent[*]}"
    install_packages "${absent[@]}" >"$log_dir/more-packages.log" 2>&1 || true
  fi
  mapfile -t absent < <(missing_packages "$@")
}
