// Whether a text is an address of the internet.
#pragma once

#include <string_view>

namespace financescr::monitoring {

// IPv4 as four decimal numbers, or IPv6 (RFC 4291, 2.2), also with "::" and an IPv4 end.
[[nodiscard]] bool is_ip_address(std::string_view text);

}  // namespace financescr::monitoring
