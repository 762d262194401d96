// Any bytes as an HTTP connection: what is read does not depend on where packets end, no more is
// held than came, and a reader that is done holds nothing. When a fault is noticed may depend on
// where packets end: the parser looks at the end of a chunk once the line after it is whole.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "native_server/pistache/request_reader.hpp"
#include "tests/fuzz/require.hpp"

namespace {

using financescr::fuzz::require;
using financescr::pistache::RequestReader;
using State = RequestReader::State;

constexpr std::size_t kMostBytes = 8192;       // of a text, and so of a body
constexpr std::size_t kSmallTextBytes = 1024;  // what a string may have more room than it needs

void write_down(const financescr::pistache::ReadRequest& read, std::string& requests) {
  requests += read.request.path + "\n" + read.request.query + "\n";
  for (const auto& [name, value] : read.request.headers.fields()) {
    requests += name + ":" + value + "\n";
    require(name.find_first_of("\r\n") == std::string::npos);
    require(value.find_first_of("\r\n") == std::string::npos);
  }
  require(read.request.body.size() <= kMostBytes);
  requests += read.request.body + (read.keep_alive ? "\nstay\n" : "\nclose\n");
}

// Every body that is asked about may come.
void take_requests(RequestReader& reader, std::string& requests) {
  for (;;) {
    if (reader.state() == State::kAsking) {
      require(reader.head().path.starts_with('/') || reader.head().path == "*");
      reader.allow(kMostBytes);
    }
    if (reader.state() != State::kReady) return;
    const auto read = reader.take();
    write_down(read, requests);
  }
}

// What was read, written down. `seed` decides where packets end; 0: nowhere.
std::string read(std::string_view text, std::uint32_t seed) {
  static const financescr::pistache::Limits kLimits;
  const std::size_t most = 2 * text.size() + kSmallTextBytes;
  std::string requests;
  RequestReader reader(kLimits, "a peer");
  while (!text.empty() && reader.state() != State::kFaulty) {
    std::size_t size = text.size();
    if (seed != 0) {
      seed = seed * 1'664'525U + 1'013'904'223U;
      size = std::min<std::size_t>(size, 1 + (seed >> 28U));
    }
    reader.feed(text.substr(0, size));
    text.remove_prefix(size);
    take_requests(reader, requests);
    require(reader.held_bytes(false) <= most);
  }
  reader.abandon();
  require(reader.held_bytes(true) < kSmallTextBytes);
  return requests;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2 || size > kMostBytes) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  require(read(text, 0) == read(text, data[0] + 1U));
  return 0;
}
