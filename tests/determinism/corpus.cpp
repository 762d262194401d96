// decision_corpus: request lines for the determinism matrix, the same for the same arguments.
//
//   decision_corpus screen|credit|match|monitor COUNT SEED [FIRST]
//
// Writes lines FIRST to FIRST + COUNT - 1 (FIRST is 0 unless given) of the stream that belongs to
// SEED. A line depends on its number and the seed only, so that a shard is a piece of the whole.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>

#include "tests/determinism/credit_requests.hpp"
#include "tests/determinism/match_requests.hpp"
#include "tests/determinism/material.hpp"
#include "tests/determinism/monitor_events.hpp"
#include "tests/determinism/screen_requests.hpp"

namespace financescr::corpus {
namespace {

constexpr int kUsageError = 2;

using Request = std::string (*)(const Material&, std::uint64_t, Draws&);

struct Arguments {
  Request request = nullptr;
  std::uint64_t count = 0;
  std::uint64_t seed = 0;
  std::uint64_t first = 0;
};

Request request_of(std::string_view kind) {
  if (kind == "screen") return screen_request;
  if (kind == "credit") return credit_request;
  if (kind == "monitor") return monitor_event;
  return kind == "match" ? match_request : nullptr;
}

bool read_number(const char* text, std::uint64_t& value) {
  char* end = nullptr;
  value = std::strtoull(text, &end, 10);
  return end != text && *end == '\0';
}

std::optional<Arguments> read_arguments(int argc, char** argv) {
  Arguments arguments;
  if (argc < 4 || argc > 5) return std::nullopt;
  arguments.request = request_of(argv[1]);
  if (arguments.request == nullptr) return std::nullopt;
  if (!read_number(argv[2], arguments.count) || !read_number(argv[3], arguments.seed) ||
      (argc == 5 && !read_number(argv[4], arguments.first))) {
    return std::nullopt;
  }
  return arguments;
}

int run(const Arguments& arguments) {
  const Material material = load_material();
  for (std::uint64_t i = 0; i < arguments.count; ++i) {
    const std::uint64_t number = arguments.first + i;
    Draws draws(arguments.seed, number);
    std::string line = arguments.request(material, number, draws);
    line += '\n';
    // An event that comes again is a thing of its own.
    if (arguments.request == monitor_event && draws.percent(1)) line += line;
    if (std::fwrite(line.data(), 1, line.size(), stdout) != line.size()) return EXIT_FAILURE;
  }
  return std::fflush(stdout) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

}  // namespace
}  // namespace financescr::corpus

int main(int argc, char** argv) {
  const auto arguments = financescr::corpus::read_arguments(argc, argv);
  if (!arguments) {
    std::fputs("usage: decision_corpus screen|credit|match|monitor COUNT SEED [FIRST]\n", stderr);
    return financescr::corpus::kUsageError;
  }
  return financescr::corpus::run(*arguments);
}
