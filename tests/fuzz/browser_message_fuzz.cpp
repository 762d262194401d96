// Any bytes to the browser host's door: a message is read or refused with a reason; and what is
// JSON is a proof or refused by the member that is wrong.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "engine/canonical/json.hpp"
#include "tests/fuzz/require.hpp"
#include "wasm/abi/check_proof.hpp"
#include "wasm/abi/message.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace financescr;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto request = browser::read_request(bytes);
  if (request) {
    fuzz::require(bytes.ends_with(request->body));
  } else {
    fuzz::require(!request.error().empty() && !request.error().front().detail.empty());
  }
  if (const auto json = canonical::parse(bytes)) {
    const auto checked = browser::check_proof(*json);
    fuzz::require(checked ? checked->find("chain") != nullptr : !checked.error().empty());
  }
  return 0;
}
