// The slow twin of History: every event of the past is kept as it came, and each window is counted
// by comparing texts.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "engine/monitoring/history.hpp"

namespace financescr::monitoring {

class PastTwin {
 public:
  explicit PastTwin(std::int64_t ahead_us) : ahead_us_(ahead_us) {}

  Past observe(const Event& event) {
    Past past;
    past.seq = ++count_;
    for (std::size_t kind = 0; kind < kKeyKindCount; ++kind) {
      const std::string key = key_of(event, static_cast<KeyKind>(kind));
      if (key.empty()) continue;
      auto& before = events_[kind][key];
      KeyFacts& facts = past.facts[kind].emplace();
      for (std::size_t span = 0; span < kSpanCount; ++span) {
        facts[span] = count(before, event, start_of(event, static_cast<Span>(span)),
                            static_cast<KeyKind>(kind));
      }
      before.push_back(event);
    }
    return past;
  }

 private:
  static std::string key_of(const Event& event, KeyKind kind) {
    switch (kind) {
      case KeyKind::kAccount:
        return event.account_id;
      case KeyKind::kClient:
        return event.client_id;
      case KeyKind::kCounterparty:
        return event.counterparty_account_id.value_or("");
      case KeyKind::kAgent:
        return event.agent_id.value_or("");
      case KeyKind::kMerchant:
        return event.merchant_id.value_or("");
      case KeyKind::kDevice:
        return event.device_id.value_or("");
    }
    return "";
  }

  std::int64_t start_of(const Event& event, Span span) const {
    constexpr std::int64_t kHour_us = 3'600'000'000;
    const std::int64_t at_us = event.occurred_at.us;
    switch (span) {
      case Span::k1h:
        return at_us - kHour_us;
      case Span::k24h:
        return at_us - 24 * kHour_us;
      case Span::k7d:
        return at_us - 7 * 24 * kHour_us;
      case Span::k30d:
        return at_us - 30 * 24 * kHour_us;
      case Span::k180d:
        return at_us - 180 * 24 * kHour_us;
      case Span::kDay:
        return Timestamp{at_us + ahead_us_}.date().to_days() * 24 * kHour_us - ahead_us_;
    }
    return 0;
  }

  static std::string value_of(const Event& event, Attribute attribute) {
    const std::string counterparty = event.counterparty_account_id.value_or("");
    const bool is_in = event.direction == Direction::kIn;
    switch (attribute) {
      case Attribute::kAccount:
        return event.account_id;
      case Attribute::kClient:
        return event.client_id;
      case Attribute::kNewClient:
        return event.kyc_level == 1 ? event.client_id : "";
      case Attribute::kAgent:
        return event.agent_id.value_or("");
      case Attribute::kCounterparty:
        return counterparty;
      case Attribute::kSender:
        return is_in ? counterparty : "";
      case Attribute::kRecipient:
        return is_in ? "" : counterparty;
      case Attribute::kDepositSource:
        return event.type == EventType::kDeposit ? counterparty : "";
      case Attribute::kTransferRecipient:
        return event.type == EventType::kTransfer && !is_in ? counterparty : "";
      case Attribute::kIpAddress:
        return event.ip_address.value_or("");
      case Attribute::kDevice:
        return event.device_id.value_or("");
      case Attribute::kCountry:
        return event.country ? event.country->to_string() : "";
    }
    return "";
  }

  static WindowFacts count(const std::vector<Event>& before, const Event& event,
                           std::int64_t start_us, KeyKind kind) {
    WindowFacts facts;
    std::array<std::set<std::string>, kAttributeCount> values;
    std::map<std::string, std::uint32_t> countries;
    for (const Event& other : before) {
      if (other.occurred_at.us < start_us || other.occurred_at > event.occurred_at) continue;
      ++facts.count;
      ++facts.count_by_flow[flow_of(other.type, other.direction)];
      for (std::size_t i = 0; i < kAttributeCount; ++i) {
        const auto attribute = static_cast<Attribute>(i);
        const std::string value = value_of(other, attribute);
        if (value.empty() || !is_counted(kind, attribute)) continue;
        values[i].insert(value);
        if (value == value_of(event, attribute)) ++facts.same[i];
      }
      if (other.country && is_counted(kind, Attribute::kCountry))
        ++countries[other.country->to_string()];
      if (other.amount.currency == event.amount.currency) add_money(facts, other);
    }
    for (std::size_t i = 0; i < kAttributeCount; ++i) {
      facts.distinct[i] = static_cast<std::uint32_t>(values[i].size());
    }
    std::uint32_t most = 0;
    for (const auto& [country, times] : countries) {
      if (times <= most) continue;  // of several the first by its code
      most = times;
      facts.modal_country = pack_code(Country::parse(country)->code);
    }
    return facts;
  }

  static void add_money(WindowFacts& facts, const Event& other) {
    const std::int64_t minor = other.amount.minor;
    const bool is_in = other.direction == Direction::kIn;
    ++facts.money_count;
    facts.sum_minor += minor;
    facts.max_minor = std::max(facts.max_minor, minor);
    (is_in ? facts.in_minor : facts.out_minor) += minor;
    if (other.instrument == Instrument::kCash) {
      (is_in ? facts.cash_in_minor : facts.cash_out_minor) += minor;
    }
    facts.sum_by_flow_minor[flow_of(other.type, other.direction)] += minor;
  }

  std::int64_t ahead_us_;
  std::uint64_t count_ = 0;
  std::array<std::map<std::string, std::vector<Event>>, kKeyKindCount> events_;
};

}  // namespace financescr::monitoring
