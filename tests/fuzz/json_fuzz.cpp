// Any bytes to the JSON reader; what it accepts must write and read back as the same value.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "engine/canonical/json.hpp"
#include "engine/canonical/pretty.hpp"
#include "tests/fuzz/require.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace financescr;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto json = canonical::parse(bytes);
  if (!json) {
    fuzz::require(!json.error().detail.empty());
    return 0;
  }
  const std::string text = canonical::write(*json);
  const auto back = canonical::parse(text);
  fuzz::require(back.has_value());
  fuzz::require(*back == *json);
  fuzz::require(canonical::write(*back) == text);
  // Indentation may take a document beyond the limit on its size, never change it.
  const auto pretty = canonical::parse(canonical::pretty(*json));
  fuzz::require(!pretty || *pretty == *json);
  return 0;
}
