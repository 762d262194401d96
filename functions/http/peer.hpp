// Whose request it is: the address that limits and logs go by.
//
// A client says what it likes in Forwarded (RFC 7239) and X-Forwarded-For, so they are believed
// only of a connection from a configured proxy, and of them only what such proxies wrote: read from
// the right, the first address that is no configured proxy.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "functions/http/message.hpp"

namespace financescr::http {

// An IPv6 address; IPv4 as ::ffff:a.b.c.d.
using Address = std::array<std::uint8_t, 16>;

// "192.0.2.7", "2001:db8::7", without brackets, port or zone.
[[nodiscard]] std::optional<Address> parse_address(std::string_view text);
// As RFC 5952 writes it; IPv4 with dots.
[[nodiscard]] std::string to_string(const Address& address);

struct Network {
  Address address{};
  int bits = 128;  // of `address` that count

  [[nodiscard]] bool holds(const Address& other) const;
};

// "10.0.0.0/8", "fd00::/8", or one address.
[[nodiscard]] std::optional<Network> parse_network(std::string_view text);

// The client of a request that came over a connection from `peer`. Where a proxy does not say whose
// request it passes on, or Forwarded and X-Forwarded-For say different things, it is the proxy's:
// of two claims one is the client's own.
[[nodiscard]] std::string client_address(const Headers& headers, std::string_view peer,
                                         std::span<const Network> trusted);

// What limits count as one client: of IPv6 the first 64 bits, as who has one address there has all
// of them. Any other text is itself.
[[nodiscard]] std::string limited_as(std::string_view peer);

}  // namespace financescr::http
