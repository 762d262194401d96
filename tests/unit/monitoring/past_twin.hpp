// The slow twin of History: every event of the past is kept as it came, and each window is counted
// by comparing texts.
#pragma once

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <string_view>
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
    const std::int64_t at_us = event.occurred_at.us;
    switch (span) {
      case Span::k1h:
        return at_us - Timestamp::kHour;
      case Span::k24h:
        return at_us - 24 * Timestamp::kHour;
      case Span::k7d:
        return at_us - 7 * 24 * Timestamp::kHour;
      case Span::k30d:
        return at_us - 30 * 24 * Timestamp::kHour;
      case Span::k180d:
        return at_us - 180 * 24 * Timestamp::kHour;
      case Span::kDay:
        return Timestamp{at_us + ahead_us_}.date().to_days() * 24 * Timestamp::kHour - ahead_us_;
    }
    return 0;
  }

  static std::string_view text_of(const std::optional<std::string>& text) {
    return text ? std::string_view(*text) : std::string_view();
  }

  static std::string_view value_of(const Event& event, Attribute attribute) {
    const std::string_view counterparty = text_of(event.counterparty_account_id);
    const bool is_in = event.direction == Direction::kIn;
    switch (attribute) {
      case Attribute::kAccount:
        return event.account_id;
      case Attribute::kClient:
        return event.client_id;
      case Attribute::kNewClient:
        return event.kyc_level == 1 ? std::string_view(event.client_id) : "";
      case Attribute::kAgent:
        return text_of(event.agent_id);
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
        return text_of(event.ip_address);
      case Attribute::kDevice:
        return text_of(event.device_id);
      case Attribute::kCountry:
        return event.country ? std::string_view(event.country->code.data(), 2) : "";
    }
    return "";
  }

  static WindowFacts count(const std::vector<Event>& before, const Event& event,
                           std::int64_t start_us, KeyKind kind) {
    WindowFacts facts;
    std::array<std::vector<std::string_view>, kAttributeCount> values;
    for (const Event& other : before) {
      if (other.occurred_at.us < start_us || other.occurred_at > event.occurred_at) continue;
      ++facts.count;
      ++facts.count_by_flow[flow_of(other.type, other.direction)];
      for (std::size_t i = 0; i < kAttributeCount; ++i) {
        const auto attribute = static_cast<Attribute>(i);
        if (!is_counted(kind, attribute)) continue;
        const std::string_view value = value_of(other, attribute);
        if (value.empty()) continue;
        values[i].push_back(value);
        if (value == value_of(event, attribute)) ++facts.same[i];
      }
      if (other.amount.currency == event.amount.currency) add_money(facts, other);
    }
    for (auto& of_attribute : values) std::sort(of_attribute.begin(), of_attribute.end());
    facts.modal_country = most_frequent(values[place_of(Attribute::kCountry)]);
    for (std::size_t i = 0; i < kAttributeCount; ++i) {
      const auto end = std::unique(values[i].begin(), values[i].end());
      facts.distinct[i] = static_cast<std::uint32_t>(end - values[i].begin());
    }
    return facts;
  }

  // Of several the first by its code. 0 of none.
  static std::uint16_t most_frequent(const std::vector<std::string_view>& sorted_countries) {
    std::uint16_t most_frequent = 0;
    std::size_t most = 0;
    std::size_t times = 0;
    for (std::size_t i = 0; i < sorted_countries.size(); ++i) {
      times = i > 0 && sorted_countries[i] == sorted_countries[i - 1] ? times + 1 : 1;
      if (times <= most) continue;
      most = times;
      most_frequent = pack_code(Country::parse(sorted_countries[i])->code);
    }
    return most_frequent;
  }

  static void add_money(WindowFacts& facts, const Event& other) {
    const std::int64_t minor = other.amount.minor;
    const bool is_in = other.direction == Direction::kIn;
    ++facts.money_count;
    facts.sum_minor += minor;
    facts.max_minor = std::max(facts.max_minor, minor);
    (is_in ? facts.in_minor : facts.out_minor) += minor;
    if (other.instrument == Instrument::kCash) {
      (brings_cash_in(other.type, other.direction) ? facts.cash_in_minor : facts.cash_out_minor) +=
          minor;
    }
    facts.sum_by_flow_minor[flow_of(other.type, other.direction)] += minor;
  }

  std::int64_t ahead_us_;
  std::uint64_t count_ = 0;
  std::array<std::map<std::string, std::vector<Event>>, kKeyKindCount> events_;
};

}  // namespace financescr::monitoring
