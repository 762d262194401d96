// Any bytes as an HTTP connection: what is read does not depend on where packets end, and every
// byte that is held is given back. When a fault is noticed may depend on them: the parser looks at
// the end of a chunk once the line after it is whole.
#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "native_server/pistache/request_reader.hpp"
#include "tests/fuzz/require.hpp"

namespace {

using financescr::pistache::RequestReader;
using State = RequestReader::State;

// What was read, written down. `seed` decides where packets end; 0: nowhere.
std::string read(std::string_view text, std::uint32_t seed) {
  static const financescr::pistache::Limits kLimits;
  std::atomic<std::size_t> held = 0;
  std::string requests;
  {
    RequestReader reader(kLimits, held);
    while (!text.empty() && reader.state() != State::kFaulty) {
      std::size_t size = text.size();
      if (seed != 0) {
        seed = seed * 1'664'525U + 1'013'904'223U;
        size = std::min<std::size_t>(size, 1 + (seed >> 28U));
      }
      reader.feed(text.substr(0, size));
      text.remove_prefix(size);
      while (reader.state() == State::kReady) {
        const auto read = reader.take();
        requests += read.request.path + "\n" + read.request.query + "\n";
        for (const auto& [name, value] : read.request.headers.fields()) {
          requests += name + ":" + value + "\n";
          financescr::fuzz::require(name.find_first_of("\r\n") == std::string::npos);
          financescr::fuzz::require(value.find_first_of("\r\n") == std::string::npos);
        }
        requests += read.request.body + (read.keep_alive ? "\nstay\n" : "\nclose\n");
      }
    }
  }
  financescr::fuzz::require(held == 0);
  return requests;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2 || size > 8192) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  financescr::fuzz::require(read(text, 0) == read(text, data[0] + 1U));
  return 0;
}
