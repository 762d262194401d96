// Truth: what is known of the events and accounts of a history: fraud or legitimate, and of which
// kind. It judges decisions; no decision reads it.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <vector>

#include "engine/canonical/content_hash.hpp"
#include "engine/core/date.hpp"
#include "engine/core/result.hpp"
#include "engine/monitoring/incoming.hpp"

namespace financescr::backtest {

// Labels of one history; what would be one more is refused.
inline constexpr std::size_t kMaxLabels = 20'000'000;
// Different typologies and difficulties, and cases, in it.
inline constexpr std::size_t kMaxKinds = 1'000;
inline constexpr std::size_t kMaxCases = 1'000'000;

// What labels tell apart.
struct Kind {
  bool is_fraud = false;
  std::string typology;    // "structuring"; empty: the label does not say
  std::string difficulty;  // "careful"; empty: the label does not say

  bool operator<(const Kind& other) const {
    return std::tie(is_fraud, typology, difficulty) <
           std::tie(other.is_fraud, other.typology, other.difficulty);
  }
};

// The place of a kind in Truth::kinds(). The first is that of what has no label.
using KindId = std::uint32_t;
inline constexpr KindId kUnlabelled = 0;

// What is known of an event or an account.
struct Known {
  KindId kind = kUnlabelled;
  std::uint32_t case_number = 0;  // what belongs together; 0: the label does not say
  Date on;                        // the day from which it is known
};

// Of ids in tables: their first bytes.
struct IdHash {
  std::size_t operator()(const canonical::ContentHash& hash) const;
};

struct LabelCounts {
  std::int64_t fraud = 0;
  std::int64_t legitimate = 0;

  [[nodiscard]] std::int64_t count() const { return fraud + legitimate; }
};

class Truth {
 public:
  Truth() : kinds_(1) {}

  // One line of a file of labels. Errors: all faults of the line; kConflict where an event or
  // account has another label already; kTooLarge.
  [[nodiscard]] tl::expected<void, Errors> add_line(std::string_view text);
  [[nodiscard]] Result<void> add(const monitoring::Label& label);

  [[nodiscard]] Known of_event(std::string_view event_id) const { return find(events_, event_id); }
  [[nodiscard]] Known of_account(std::string_view id) const { return find(accounts_, id); }

  [[nodiscard]] const std::vector<Kind>& kinds() const { return kinds_; }
  [[nodiscard]] const LabelCounts& event_counts() const { return event_counts_; }
  [[nodiscard]] const LabelCounts& account_counts() const { return account_counts_; }

 private:
  using Labels = std::unordered_map<canonical::ContentHash, Known, IdHash>;

  [[nodiscard]] static Known find(const Labels& labels, std::string_view id);
  [[nodiscard]] Result<KindId> kind_of(const monitoring::Label& label);
  [[nodiscard]] Result<std::uint32_t> case_of(const monitoring::Label& label);

  std::vector<Kind> kinds_;
  std::map<Kind, KindId> places_;
  std::map<std::string, std::uint32_t, std::less<>> cases_;
  Labels events_;
  Labels accounts_;
  LabelCounts event_counts_;
  LabelCounts account_counts_;
};

}  // namespace financescr::backtest
