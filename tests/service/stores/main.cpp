// Runs the store tests and stops the Postgres server they may have started. Asked for nothing but
// the tests on Postgres where its package is absent, it says "skipped" to ctest (77).
#define DOCTEST_CONFIG_IMPLEMENT
#include <doctest/doctest.h>

#include <cstdio>
#include <string_view>

#include "tests/service/stores/private_postgres.hpp"

int main(int argc, char** argv) {
  using financescr::stores::PrivatePostgres;
  doctest::Context context(argc, argv);
  if (!PrivatePostgres::is_installed()) {
    for (int i = 1; i < argc; ++i) {
      if (std::string_view(argv[i]) != "-tc=*Postgres*") continue;
      std::puts("skipped: the package postgresql-15 is not installed");
      return 77;
    }
    context.addFilter("test-case-exclude", "*Postgres*");
  }
  const int status = context.run();
  PrivatePostgres::shut_down();
  return status;
}
