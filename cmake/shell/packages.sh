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
  libexpat1-dev
  libexpected-dev
  libfmt-dev
  libpistache-dev
  libsimdjson-dev
  libxxhash-dev
  ninja-build
  zlib1g-dev
)

# On top of those: the second compiler with its sanitizers and fuzzer, and the formatter.
test_packages=(
  clang-14
  clang-format-19
  git
  libclang-rt-14-dev
)
