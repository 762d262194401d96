#include "engine/monitoring/keys.hpp"

#include <array>

namespace financescr::monitoring {
namespace {

constexpr std::array<std::string_view, kKeyKindCount> kKinds = {
    "account", "client", "counterparty", "agent", "merchant", "device"};
constexpr std::array<std::string_view, kSpanCount> kSpans = {"1h",  "24h",  "7d",
                                                             "30d", "180d", "day"};
constexpr std::array<std::string_view, kAttributeCount> kAttributes = {
    "accounts",     "clients",         "new_clients",
    "agents",       "counterparties",  "senders",
    "recipients",   "deposit_sources", "transfer_recipients",
    "ip_addresses", "devices",         "countries"};

}  // namespace

std::string_view to_string(KeyKind kind) { return kKinds[place_of(kind)]; }
std::string_view to_string(Span span) { return kSpans[place_of(span)]; }
std::string_view to_string(Attribute attribute) { return kAttributes[place_of(attribute)]; }

}  // namespace financescr::monitoring
