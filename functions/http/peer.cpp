#include "functions/http/peer.hpp"

#include <algorithm>
#include <vector>

#include "functions/http/text.hpp"

namespace financescr::http {
namespace {

constexpr std::size_t kGroups = 8;  // of 16 bits
constexpr int kIpv4Bits = 96;       // that come before an IPv4 address
constexpr int kIpv6Subnet = 64;

bool is_ipv4(const Address& address) {
  return std::all_of(address.begin(), address.begin() + 10, [](auto byte) { return byte == 0; }) &&
         address[10] == 0xFF && address[11] == 0xFF;
}

// A number of 1 to `most_digits` digits that is not above `most`.
std::optional<unsigned> parse_number(std::string_view text, unsigned base, std::size_t most_digits,
                                     unsigned most) {
  if (text.empty() || text.size() > most_digits) return std::nullopt;
  unsigned value = 0;
  for (const char c : text) {
    unsigned digit = base;
    if (c >= '0' && c <= '9') digit = static_cast<unsigned>(c - '0');
    if (c >= 'a' && c <= 'f') digit = static_cast<unsigned>(c - 'a') + 10;
    if (c >= 'A' && c <= 'F') digit = static_cast<unsigned>(c - 'A') + 10;
    if (digit >= base) return std::nullopt;
    value = value * base + digit;
  }
  if (value > most) return std::nullopt;
  return value;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (;;) {
    const std::size_t end = text.find(separator);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

std::optional<std::array<std::uint8_t, 4>> parse_ipv4(std::string_view text) {
  const auto parts = split(text, '.');
  std::array<std::uint8_t, 4> bytes{};
  if (parts.size() != bytes.size()) return std::nullopt;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const auto byte = parse_number(parts[i], 10, 3, 255);
    if (!byte || (parts[i].size() > 1 && parts[i].front() == '0')) return std::nullopt;
    bytes[i] = static_cast<std::uint8_t>(*byte);
  }
  return bytes;
}

// Groups of one side of a "::", an IPv4 address at the end being two of them.
bool append_groups(std::string_view text, bool at_end, std::vector<unsigned>& groups) {
  if (text.empty()) return true;
  const auto parts = split(text, ':');
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const bool last = at_end && i + 1 == parts.size();
    if (last && parts[i].find('.') != std::string_view::npos) {
      const auto bytes = parse_ipv4(parts[i]);
      if (!bytes) return false;
      groups.push_back((*bytes)[0] * 256U + (*bytes)[1]);
      groups.push_back((*bytes)[2] * 256U + (*bytes)[3]);
      continue;
    }
    const auto group = parse_number(parts[i], 16, 4, 0xFFFF);
    if (!group) return false;
    groups.push_back(*group);
  }
  return groups.size() <= kGroups;
}

std::optional<Address> parse_ipv6(std::string_view text) {
  const std::size_t gap = text.find("::");
  std::vector<unsigned> before;
  std::vector<unsigned> after;
  if (!append_groups(text.substr(0, gap), gap == std::string_view::npos, before)) {
    return std::nullopt;
  }
  if (gap == std::string_view::npos) {
    if (before.size() != kGroups) return std::nullopt;
  } else {
    if (!append_groups(text.substr(gap + 2), true, after)) return std::nullopt;
    if (before.size() + after.size() >= kGroups) return std::nullopt;
    before.resize(kGroups - after.size(), 0);
    before.insert(before.end(), after.begin(), after.end());
  }
  Address address{};
  for (std::size_t i = 0; i < kGroups; ++i) {
    address[2 * i] = static_cast<std::uint8_t>(before[i] >> 8U);
    address[2 * i + 1] = static_cast<std::uint8_t>(before[i] & 0xFFU);
  }
  return address;
}

std::string hexadecimal(unsigned value) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  do {
    text.insert(text.begin(), kDigits[value % 16]);
    value /= 16;
  } while (value != 0);
  return text;
}

// "192.0.2.7:4711" and "[2001:db8::7]:4711" without what is around the address.
std::string_view bare(std::string_view text) {
  if (text.starts_with('[')) {
    const std::size_t end = text.find(']');
    return end == std::string_view::npos ? std::string_view() : text.substr(1, end - 1);
  }
  const std::size_t colon = text.find(':');
  return colon != std::string_view::npos && colon == text.rfind(':') ? text.substr(0, colon) : text;
}

// The elements of a list, split where no quotes are open. None if quotes stay open: they would hide
// what a proxy wrote behind them.
std::vector<std::string> elements(std::string_view list, char separator) {
  std::vector<std::string> parts(1);
  bool quoted = false;
  for (std::size_t i = 0; i < list.size(); ++i) {
    const char c = list[i];
    if (quoted && c == '\\' && i + 1 < list.size()) {
      parts.back().append(list.substr(i, 2));
      ++i;
      continue;
    }
    if (c == '"') quoted = !quoted;
    if (c == separator && !quoted) {
      parts.emplace_back();
    } else {
      parts.back().push_back(c);
    }
  }
  if (quoted) parts.clear();
  return parts;
}

// The node of an element of Forwarded: what "for=" says. Empty if it says nothing.
std::string node_of(std::string_view element) {
  for (const std::string& pair : elements(element, ';')) {
    const std::string_view text = trim(pair);
    constexpr std::string_view kFor = "for=";
    if (!equal_ignoring_case(text.substr(0, kFor.size()), kFor)) continue;
    const std::string_view value = trim(text.substr(kFor.size()));
    std::string node;
    for (std::size_t i = 0; i < value.size(); ++i) {
      if (value[i] == '\\' && i + 1 < value.size()) ++i;
      if (value[i] != '"') node.push_back(value[i]);
    }
    return node;
  }
  return {};
}

bool is_trusted(const Address& address, std::span<const Network> trusted) {
  return std::any_of(trusted.begin(), trusted.end(),
                     [&](const Network& network) { return network.holds(address); });
}

// From the right: the first address that is no trusted proxy, else the last that is readable.
Address client_in(std::vector<std::string> nodes, Address proxy, std::span<const Network> trusted) {
  for (auto node = nodes.rbegin(); node != nodes.rend(); ++node) {
    const auto address = parse_address(bare(trim(*node)));
    if (!address) return proxy;
    proxy = *address;
    if (!is_trusted(proxy, trusted)) break;
  }
  return proxy;
}

}  // namespace

std::optional<Address> parse_address(std::string_view text) {
  if (text.find(':') != std::string_view::npos) return parse_ipv6(text);
  const auto bytes = parse_ipv4(text);
  if (!bytes) return std::nullopt;
  Address address{};
  address[10] = address[11] = 0xFF;
  std::copy(bytes->begin(), bytes->end(), address.begin() + 12);
  return address;
}

std::string to_string(const Address& address) {
  std::string text;
  if (is_ipv4(address)) {
    for (std::size_t i = 12; i < address.size(); ++i) {
      text += (text.empty() ? "" : ".") + std::to_string(address[i]);
    }
    return text;
  }
  const auto group = [&](std::size_t i) { return address[2 * i] * 256U + address[2 * i + 1]; };
  std::size_t gap = kGroups;  // the longest run of zeros, of two or more
  std::size_t length = 1;
  for (std::size_t i = 0; i < kGroups; ++i) {
    std::size_t end = i;
    while (end < kGroups && group(end) == 0) ++end;
    if (end - i > length) {
      gap = i;
      length = end - i;
    }
  }
  for (std::size_t i = 0; i < kGroups; ++i) {
    if (i == gap) {
      text += "::";
      i += length - 1;
      continue;
    }
    if (!text.empty() && !text.ends_with(':')) text += ":";
    text += hexadecimal(group(i));
  }
  return text;
}

bool Network::holds(const Address& other) const {
  for (int bit = 0; bit < bits; ++bit) {
    const auto at = static_cast<std::size_t>(bit / 8);
    const unsigned mask = 0x80U >> static_cast<unsigned>(bit % 8);
    if (((address[at] ^ other[at]) & mask) != 0) return false;
  }
  return true;
}

std::optional<Network> parse_network(std::string_view text) {
  const std::size_t slash = text.find('/');
  const auto address = parse_address(text.substr(0, slash));
  if (!address) return std::nullopt;
  Network network{*address, 128};
  if (slash == std::string_view::npos) return network;
  const int before = text.find(':') == std::string_view::npos ? kIpv4Bits : 0;
  const auto bits =
      parse_number(text.substr(slash + 1), 10, 3, static_cast<unsigned>(128 - before));
  if (!bits) return std::nullopt;
  network.bits = before + static_cast<int>(*bits);
  return network;
}

std::string client_address(const Headers& headers, std::string_view peer,
                           std::span<const Network> trusted) {
  const auto proxy = parse_address(peer);
  if (!proxy) return std::string(peer);
  if (!is_trusted(*proxy, trusted)) return to_string(*proxy);
  const auto forwarded = headers.joined("forwarded");
  const auto forwarded_for = headers.joined("x-forwarded-for");
  std::optional<Address> client;
  if (forwarded) {
    std::vector<std::string> nodes;
    for (const std::string& element : elements(*forwarded, ',')) nodes.push_back(node_of(element));
    client = client_in(std::move(nodes), *proxy, trusted);
  }
  if (forwarded_for) {
    const Address other = client_in(elements(*forwarded_for, ','), *proxy, trusted);
    if (client && *client != other) return to_string(*proxy);
    client = other;
  }
  return to_string(client.value_or(*proxy));
}

std::string limited_as(std::string_view peer) {
  auto address = parse_address(peer);
  if (!address) return std::string(peer);
  if (is_ipv4(*address)) return to_string(*address);
  std::fill(address->begin() + kIpv6Subnet / 8, address->end(), std::uint8_t{0});
  return to_string(*address) + "/" + std::to_string(kIpv6Subnet);
}

}  // namespace financescr::http
