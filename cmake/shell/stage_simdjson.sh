#!/usr/bin/env bash
# Fetches simdjson's Debian source package and takes its single-file library out of it. A private
# apt configuration, with lists of its own, leaves the machine's own as it is; needs no root.
#   usage: stage_simdjson.sh FOLDER
# Leaves simdjson.h and simdjson.cpp in FOLDER.
set -euo pipefail

version=3.0.1
archive=simdjson_$version.orig.tar.gz
archive_sha256=156b1bc5eb0561b2bd166b46d191fd3d95a3e709cc63761477d3b7aec2b6e9ed

folder=$1
mkdir -p "$folder"
cd "$folder"
private=$PWD/apt
trap 'rm -rf "$private"' EXIT

die() {
  printf 'error: %s\n' "$*" >&2
  exit 1
}

is_right() { sha256sum --check --status <<<"$archive_sha256  $archive"; }

# The first address from which this machine takes bookworm's main.
# shellcheck disable=SC2016 # apt's own placeholders
mirror() {
  apt-get indextargets --format '$(SITE) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' |
    awk '$2 == "bookworm" && $3 == "main" && !seen++ { print $1 }'
}

private_apt() {
  apt-get -q -o Dir::Etc::SourceList="$private/sources.list" -o Dir::Etc::SourceParts=/dev/null \
    -o Dir::State::Lists="$private/lists" -o Dir::Cache="$private/cache" \
    -o Acquire::Languages=none -o APT::Sandbox::User= "$@"
}

fetch_archive() {
  local site
  site=$(mirror)
  [[ -n "$site" ]] || die 'this machine takes no packages of Debian 12 (bookworm, main)'
  mkdir -p "$private/lists/partial" "$private/cache/archives/partial"
  printf 'deb-src [signed-by=%s] %s bookworm main\n' \
    /usr/share/keyrings/debian-archive-keyring.gpg "$site" >"$private/sources.list"
  private_apt update
  private_apt source --download-only --only-source "simdjson=$version-1"
}

if [[ ! -e "$archive" ]] || ! is_right; then fetch_archive; fi
is_right || die "$archive is not the archive that this build was tested with: its SHA-256 differs"
tar --extract --gzip --file "$archive" --strip-components 2 \
  "simdjson-$version/singleheader/simdjson.h" "simdjson-$version/singleheader/simdjson.cpp"
