// Identifiers: UUIDs (RFC 9562).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "functions/ports/clock.hpp"
#include "functions/ports/entropy.hpp"

namespace financescr {

// A UUID of version 7: ids made later sort later, to the millisecond.
[[nodiscard]] std::string make_id(ports::Clock& clock, ports::Entropy& entropy);

// Any UUID in its canonical form, lower-case with hyphens. Reads what the reference reads: upper
// case, "{...}", "urn:uuid:..." and no hyphens. Returns nothing if it is none.
[[nodiscard]] std::optional<std::string> parse_uuid(std::string_view text);

// `bytes` random bytes as lower-case hexadecimal.
[[nodiscard]] std::string random_hex(ports::Entropy& entropy, std::size_t bytes);

}  // namespace financescr
