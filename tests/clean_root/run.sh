#!/usr/bin/env bash
# Proves ./run and ./test on a fresh Debian 12 with nothing but git: makes one with debootstrap,
# clones this checkout into it, and runs `./run --once`, again, and `./test` there.
# Mirrors, proxies, name servers and extra certificates are the host's. Needs root.
#   usage: tests/clean_root/run.sh [--worktree]   (also take what is not committed)
# FINANCESCR_CLEAN_ROOT names the folder (default: a new one in /tmp); it must be empty.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
source cmake/shell/common.sh

((EUID == 0)) || die 'tests/clean_root/run.sh needs root (debootstrap, chroot, mount)'
command -v debootstrap >/dev/null || die 'debootstrap is missing: apt-get install debootstrap'

root=${FINANCESCR_CLEAN_ROOT:-$(mktemp -d /tmp/financescr_clean_root.XXXXXX)}
mkdir -p "$root"
[[ -z "$(ls -A "$root")" ]] || die "$root is not empty"
step_total=6
log_dir=build/logs/clean_root

# A mount that is still busy keeps its files: nothing outside the root is ever removed.
clean_up() {
  stop_ticker
  local place
  for place in dev proc; do
    mountpoint -q "$root/$place" || continue
    umount "$root/$place" 2>/dev/null || umount --lazy "$root/$place"
  done
  if grep -qF " $root/" /proc/mounts; then
    say "left in place, still mounted: $root" >&2
  else
    rm -rf --one-file-system "$root"
  fi
}
trap clean_up EXIT

in_root() {
  local name proxies=()
  for name in http_proxy https_proxy no_proxy HTTP_PROXY HTTPS_PROXY NO_PROXY; do
    if [[ -n "${!name-}" ]]; then proxies+=("$name=${!name}"); fi
  done
  env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root \
    LANG=C.UTF-8 "${proxies[@]}" chroot "$root" "$@"
}

# The first address from which the host's apt takes bookworm's main.
# shellcheck disable=SC2016 # apt's own placeholders
host_mirror() {
  apt-get indextargets --format '$(SITE) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' |
    awk '$2 == "bookworm" && $3 == "main" && !seen++ { print $1 }'
}

make_root() {
  local mirror
  mirror=$(host_mirror)
  debootstrap --variant=minbase --include=git,ca-certificates bookworm "$root" \
    "${mirror:-http://deb.debian.org/debian}"
  chmod 0755 "$root" # users of the root besides its own (postgres) look into it
}

copy_network_settings() {
  local file
  cp --dereference /etc/resolv.conf "$root/etc/resolv.conf"
  if [[ -e /etc/hosts ]]; then cp /etc/hosts "$root/etc/hosts"; fi
  for file in /etc/apt/sources.list /etc/apt/sources.list.d/debian.sources; do
    if [[ -s "$file" ]]; then
      rm -f "$root/etc/apt/sources.list"
      break
    fi
  done
  for file in /etc/apt/sources.list /etc/apt/sources.list.d/debian.sources; do
    if [[ -s "$file" ]]; then cp "$file" "$root$file"; fi
  done
  apt-config dump | grep -E '^Acquire::(http|https|Check|Retries|Force)' | grep -v '::Proxy-Auto' \
    >"$root/etc/apt/apt.conf.d/99host" || true
  mkdir -p "$root/usr/local/share/ca-certificates"
  find /usr/local/share/ca-certificates -name '*.crt' \
    -exec cp --dereference {} "$root/usr/local/share/ca-certificates/" \;
  in_root update-ca-certificates
}

copy_checkout() {
  git clone --no-hardlinks --quiet . "$root/root/financescr"
  if [[ "${1-}" == --worktree ]]; then
    git ls-files -z --cached --others --exclude-standard |
      while IFS= read -r -d '' file; do
        if [[ -e "$file" ]]; then printf '%s\0' "$file"; fi
      done | tar --create --null --files-from - | tar --extract --directory "$root/root/financescr"
  fi
}

prepare() {
  copy_network_settings
  copy_checkout "$@"
  mount -t proc proc "$root/proc"
  mount --bind /dev "$root/dev"
}

run_inside() { in_root bash -c 'cd /root/financescr && exec "$@"' bash "$@"; }

say "Clean root: $root"
if [[ "${1-}" != --worktree && -n "$(git status --porcelain)" ]]; then
  say 'note: only what is committed is tested; --worktree takes the rest too'
fi
step 'Debian 12 by debootstrap (minbase and git)' debootstrap make_root
step 'Network settings and a clone of this checkout' prepare prepare "$@"
step './run --once, the first time' first_run run_inside ./run --once
step './run --once, the second time' second_run run_inside ./run --once
try_step './test' test run_inside ./test
closing=$(tail -n 1 "$step_log")
test_status=$step_status
step 'Size of the root' size du -sh --one-file-system "$root"
say
cat "$step_log"
say "./test: $closing"
((test_status == 0))
