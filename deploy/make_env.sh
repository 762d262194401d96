#!/usr/bin/env bash
# Writes .env beside docker-compose.yml, with a generated password and mode 0600. Leaves one that is
# there as it is.  usage: deploy/make_env.sh [FOLDER WITH THE PACKS]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

if [[ -e .env ]]; then
  printf '.env is there already and stays as it is\n'
  exit 0
fi

random_hex() { head -c 32 /dev/urandom | od -An -v -tx1 | tr -d ' \n'; }

data=$(realpath -m -- "${1:-.financescr/demo}")
[[ -d "$data" ]] || printf 'note: %s does not exist yet; put the packs there\n' "$data" >&2
umask 077
sed -e "s|^FINANCESCR_DATA_DIR=.*|FINANCESCR_DATA_DIR=${data//|/\\|}|" \
  -e "s|^POSTGRES_PASSWORD=.*|POSTGRES_PASSWORD=$(random_hex)|" \
  .env.example >.env.new
mv .env.new .env
printf 'wrote .env; the packs are read from %s\n' "$data"
