// Runs the tests. Asked for nothing but those on ../shared/data where that folder is absent, it
// says "skipped" to ctest (77).
#define DOCTEST_CONFIG_IMPLEMENT
#include <doctest/doctest.h>

#include <cstdio>
#include <filesystem>
#include <string_view>

int main(int argc, char** argv) {
  doctest::Context context(argc, argv);
#ifdef FINANCESCR_SHARED_DATA
  for (int i = 1; i < argc; ++i) {
    if (std::string_view(argv[i]) != "-ts=shared data") continue;
    if (std::filesystem::exists(FINANCESCR_SHARED_DATA)) continue;
    std::puts("skipped: there is no " FINANCESCR_SHARED_DATA);
    return 77;
  }
#endif
  return context.run();
}
