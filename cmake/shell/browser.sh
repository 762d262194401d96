# shellcheck shell=bash
# The browser's side: the engine as WebAssembly, its package, the page. Sourced by `run` and `test`
# after common.sh and packages.sh, from the repository root.

# What the page's tools want (vite: 20.19). Debian 12's own is 18; then npm brings this one.
node_least='20 19'
node_pinned=20.19.5
node_folder=build/cache/node
system_certificates=/etc/ssl/certs/ca-certificates.crt

node_is_new_enough() {
  local version
  version=$(node --version 2>/dev/null) || return 1
  IFS=. read -r major minor _ <<<"${version#v}"
  read -r least_major least_minor <<<"$node_least"
  ((major > least_major || (major == least_major && minor >= least_minor)))
}

fetch_node() {
  mkdir -p "$node_folder"
  npm install --prefix "$node_folder" --no-save --no-audit --no-fund "node@$node_pinned"
  "$node_folder/node_modules/node/bin/node" --version
}

# A Node that is new enough comes first in PATH; where none can be had, what wants one fails.
use_node() {
  if node_is_new_enough; then return; fi
  if [[ ! -x "$node_folder/node_modules/node/bin/node" ]]; then
    try_step "Fetching Node $node_pinned from npm" node fetch_node
  fi
  export PATH="$PWD/$node_folder/node_modules/node/bin:$PATH"
  # It trusts what the machine trusts, as Debian's own does: proxies have certificates of their own.
  if [[ -e "$system_certificates" ]]; then
    export NODE_EXTRA_CA_CERTS="${NODE_EXTRA_CA_CERTS:-$system_certificates}"
  fi
}

# npm_install FOLDER: what its lock file names, unless that is there.
npm_install() {
  local stamp="$1/node_modules/.installed-lock.json"
  cmp -s "$1/package-lock.json" "$stamp" ||
    { npm --prefix "$1" ci --no-audit --no-fund && cp "$1/package-lock.json" "$stamp"; }
}

build_module() { cmake --preset wasm && cmake --build --preset wasm --target financescr_wasm; }

build_package() { npm_install wasm/package && npm --prefix wasm/package run build; }

build_page() { npm_install web_ui && npm --prefix web_ui run build; }

# export_demo PACK FOLDER: the page with the engine and that pack, for any static file server.
export_demo() { npm --prefix web_ui run demo -- --pack "$PWD/$1" --out "$PWD/$2"; }
