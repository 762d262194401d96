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

// An id that a caller chose, as the audit log and the log keep it. A UUID stands as it is, alone or
// with "/" and the number of a batch's line behind it: nobody is called so. Every other becomes
// "h:" and the first 32 hexadecimal digits of an HMAC-SHA-256 with `key`, the same for the same id;
// so does not what is such a hash already.
[[nodiscard]] std::string loggable_id(std::string_view id, std::string_view key);

// `bytes` random bytes as lower-case hexadecimal.
[[nodiscard]] std::string random_hex(ports::Entropy& entropy, std::size_t bytes);

}  // namespace financescr
