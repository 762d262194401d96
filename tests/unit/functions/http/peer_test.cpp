// Whose request it is, when proxies pass it on and clients claim what they like.
#include "functions/http/peer.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace financescr::http {
namespace {

std::vector<Network> networks(const std::vector<std::string>& texts) {
  std::vector<Network> parsed;
  for (const std::string& text : texts) {
    CAPTURE(text);
    REQUIRE(parse_network(text));
    parsed.push_back(*parse_network(text));
  }
  return parsed;
}

std::string client(const std::string& peer, const std::vector<Headers::Field>& fields,
                   const std::vector<std::string>& trusted = {"10.0.0.0/8", "fd00::/8"}) {
  Headers headers;
  for (const auto& [name, value] : fields) headers.add(name, value);
  return client_address(headers, peer, networks(trusted));
}

TEST_CASE("addresses: what is one, and how it is written") {
  struct Row {
    std::string_view text;
    std::string_view written;  // empty: is none
  };
  for (const Row& row : {Row{"192.0.2.7", "192.0.2.7"},
                         {"::ffff:192.0.2.7", "192.0.2.7"},
                         {"2001:DB8:0:0:1:0:0:1", "2001:db8::1:0:0:1"},
                         {"::", "::"},
                         {"::1", "::1"},
                         {"1::", "1::"},
                         {"1:0:2:3:4:5:6:7", "1:0:2:3:4:5:6:7"},
                         {"64:ff9b::192.0.2.33", "64:ff9b::c000:221"},
                         {"", ""},
                         {"localhost", ""},
                         {"192.0.2", ""},
                         {"192.0.2.256", ""},
                         {"192.0.2.07", ""},
                         {"192.0.2.7.1", ""},
                         {"192.0.2.7:80", ""},
                         {"0x7f.0.0.1", ""},
                         {":::", ""},
                         {"1::2::3", ""},
                         {"1:2:3:4:5:6:7", ""},
                         {"1:2:3:4:5:6:7:8:9", ""},
                         {"1:2:3:4:5:6:7::8", ""},
                         {"12345::", ""},
                         {"fe80::1%eth0", ""},
                         {"[::1]", ""},
                         {"1.2.3.4::", ""}}) {
    CAPTURE(row.text);
    const auto address = parse_address(row.text);
    CHECK(address.has_value() == !row.written.empty());
    if (address) CHECK(to_string(*address) == row.written);
  }
}

TEST_CASE("networks hold what their bits say, IPv4 and IPv6 apart") {
  const auto holds = [](const std::string& network, const std::string& address) {
    return parse_network(network).value().holds(parse_address(address).value());
  };
  CHECK(holds("10.0.0.0/8", "10.255.0.1"));
  CHECK(holds("10.1.2.3/8", "10.255.0.1"));
  CHECK_FALSE(holds("10.0.0.0/8", "11.0.0.1"));
  CHECK(holds("192.0.2.7", "192.0.2.7"));
  CHECK_FALSE(holds("192.0.2.7", "192.0.2.6"));
  CHECK(holds("192.0.2.6/31", "192.0.2.7"));
  CHECK(holds("0.0.0.0/0", "192.0.2.7"));
  CHECK_FALSE(holds("0.0.0.0/0", "2001:db8::1"));
  CHECK(holds("::/0", "2001:db8::1"));
  CHECK(holds("2001:db8::/33", "2001:db8:7fff::1"));
  CHECK_FALSE(holds("2001:db8::/33", "2001:db8:8000::1"));
  for (const char* bad : {"", "10.0.0.0/", "10.0.0.0/33", "::/129", "10.0.0.0/-1", "10.0.0.0/8/8",
                          "10.0.0/8", "proxy", "10.0.0.0/ 8"}) {
    CAPTURE(bad);
    CHECK_FALSE(parse_network(bad));
  }
}

TEST_CASE("a client that is no trusted proxy is believed nothing") {
  for (const std::vector<Headers::Field>& claim :
       {std::vector<Headers::Field>{{"X-Forwarded-For", "1.2.3.4"}},
        {{"Forwarded", "for=1.2.3.4"}},
        {{"Forwarded", "for=10.0.0.1"}, {"X-Forwarded-For", "10.0.0.1"}}}) {
    CHECK(client("192.0.2.7", claim) == "192.0.2.7");
    CHECK(client("2001:db8::7", claim) == "2001:db8::7");
    CHECK(client("10.0.0.1", claim, {}) == "10.0.0.1");
  }
  CHECK(client("", {{"X-Forwarded-For", "1.2.3.4"}}).empty());
  CHECK(client("unix", {{"X-Forwarded-For", "1.2.3.4"}}) == "unix");
}

TEST_CASE("of what trusted proxies say, the right-most address that is none of them counts") {
  struct Row {
    std::string_view name;
    std::string value;
    std::string_view client;
  };
  for (const Row& row : {
           Row{"X-Forwarded-For", "192.0.2.7", "192.0.2.7"},
           {"X-Forwarded-For", "6.6.6.6, 192.0.2.7", "192.0.2.7"},
           {"X-Forwarded-For", "6.6.6.6, 192.0.2.7 , 10.0.0.2,fd00::3", "192.0.2.7"},
           {"X-Forwarded-For", "192.0.2.7:4711", "192.0.2.7"},
           {"X-Forwarded-For", "[2001:db8::7]:4711", "2001:db8::7"},
           {"X-Forwarded-For", "2001:db8::7", "2001:db8::7"},
           {"X-Forwarded-For", "10.0.0.9, 10.0.0.2", "10.0.0.9"},
           {"X-Forwarded-For", "6.6.6.6, nonsense, 10.0.0.2", "10.0.0.2"},
           {"X-Forwarded-For", "6.6.6.6, nonsense", "10.0.0.1"},
           {"X-Forwarded-For", "", "10.0.0.1"},
           {"X-Forwarded-For", "6.6.6.6,", "10.0.0.1"},
           {"Forwarded", "for=192.0.2.7", "192.0.2.7"},
           {"Forwarded", "FOR=\"192.0.2.7:80\";proto=https;by=10.0.0.1", "192.0.2.7"},
           {"Forwarded", "for=6.6.6.6, proto=http; For=\"[2001:db8::7]:99\"", "2001:db8::7"},
           {"Forwarded", "for=6.6.6.6, for=192.0.2.7, for=\"[fd00::3]\"", "192.0.2.7"},
           {"Forwarded", "for=6.6.6.6, for=unknown", "10.0.0.1"},
           {"Forwarded", "for=6.6.6.6, for=_hidden, for=10.0.0.2", "10.0.0.2"},
           {"Forwarded", "for=6.6.6.6, proto=https", "10.0.0.1"},
           // Quotes that a client leaves open do not swallow what the proxy adds into its own
           // claim.
           {"Forwarded", "for=\"6.6.6.6, for=192.0.2.7", "10.0.0.1"},
           {"Forwarded", "for=6.6.6.6;x=\", for=192.0.2.7", "10.0.0.1"},
           {"Forwarded", "for=6.6.6.6;x=\", for=\"192.0.2.7:80\"", "10.0.0.1"},
           {"Forwarded", "for=6.6.6.6;x=\"\\, for=\"192.0.2.7:80\"", "10.0.0.1"},
           {"X-Forwarded-For", "\"6.6.6.6, 192.0.2.7", "10.0.0.1"},
           {"Forwarded", "for=6.6.6.6;x=\"a, b\", for=192.0.2.7", "192.0.2.7"},
       }) {
    CAPTURE(row.value);
    CHECK(client("10.0.0.1", {{std::string(row.name), row.value}}) == row.client);
  }
  CHECK(client("10.0.0.1", {{"X-Forwarded-For", "6.6.6.6"}, {"x-forwarded-for", "192.0.2.7"}}) ==
        "192.0.2.7");
  CHECK(client("::ffff:10.0.0.1", {{"X-Forwarded-For", "192.0.2.7"}}) == "192.0.2.7");
}

TEST_CASE("two headers that disagree name the proxy: one of them is the client's own") {
  CHECK(client("10.0.0.1", {{"Forwarded", "for=6.6.6.6"}, {"X-Forwarded-For", "192.0.2.7"}}) ==
        "10.0.0.1");
  CHECK(client("10.0.0.1", {{"Forwarded", "for=192.0.2.7"}, {"X-Forwarded-For", "192.0.2.7"}}) ==
        "192.0.2.7");
}

TEST_CASE("limits count an IPv6 subnet as one client") {
  CHECK(limited_as("2001:db8:1:2::7") == limited_as("2001:db8:1:2:ffff::8"));
  CHECK(limited_as("2001:db8:1:2::7") != limited_as("2001:db8:1:3::7"));
  CHECK(limited_as("192.0.2.7") == "192.0.2.7");
  CHECK(limited_as("::ffff:192.0.2.7") == "192.0.2.7");
  CHECK(limited_as("192.0.2.7") != limited_as("192.0.2.8"));
  CHECK(limited_as("anything") == "anything");
}

}  // namespace
}  // namespace financescr::http
