# shellcheck shell=bash disable=SC2034
# The Debian 12 packages that `run` and `test` need; docs/DEPENDENCIES.md says what each is for.

# To configure the release preset (which configures the tests too) and build the executable.
run_packages=(
  ca-certificates
  ccache
  cmake
  doctest-dev
  g++
  libboost1.74-dev
  libcli11-dev
  libcurl4-openssl-dev
  libexpat1-dev
  libexpected-dev
  libfmt-dev
  libpistache-dev
  libpq-dev
  libsimdjson-dev
  libsodium-dev
  libsqlite3-dev
  libxxhash-dev
  ninja-build
  python3
  python3-yaml
  zlib1g-dev
)

# For the browser's side: the engine as WebAssembly and the page. A machine without them still gets
# the native product. Debian's Node serves to fetch a newer one (browser.sh).
browser_packages=(
  emscripten
)
if ! command -v npm >/dev/null; then browser_packages+=(nodejs npm); fi

# On top of those: the second compiler with its sanitizers and fuzzer, the formatter, and what a
# deployment is checked with.
test_packages=(
  chromium
  clang-14
  clang-format-19
  docker-compose
  git
  libclang-rt-14-dev
  nginx-light
  openssl
  postgresql-15
  python3-venv
)

# What the built executable needs where it runs, and nginx in front of it: the images of Dockerfile.
image_packages=(
  ca-certificates
  libcurl4
  libexpat1
  libfmt9
  libpistache0
  libpq5
  libsimdjson14
  libsodium23
  libsqlite3-0
  libstdc++6
  zlib1g
)
web_packages=(
  curl
  nginx-light
)
